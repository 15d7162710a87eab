package io.jenkins.plugins.modeldelivery.jenkins.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.docker.ContainerEngine;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.OneJenkins;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** buildModelImage in Jenkins: what it returns, what its provenance says of the build, and what its form keeps. */
@OneJenkins
final class BuildModelImageTest {
    private static final String FIELDS = "model,image,tags,output,base,serve,entrypoint,env,ports,user,labels,created,form,"
            + "compression,platforms,dockerfile,target,buildArgs,buildSecrets,dockerHost,credentialsId,baseCredentialsId,"
            + "caCredentialsId,insecure,provenance,signingCredentialsId,scan,verify,maxSize,smoke,gpus,readyPath,readyTimeout,"
            + "samplePath,sampleRequest,name,onFail,onInconclusive";

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void returnsTheDigestAndSaysWhichBuildMadeTheImage() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node {
                  writeFile file: 'model/weights.bin', text: 'weights'
                  def image = buildModelImage model: 'model', image: 'registry.example.org/team/fraud:1', output: 'oci:layout'
                  echo "digest ${image.digest} size ${image.size > 0}"
                  sh 'grep -rl "$JOB_NAME" layout/blobs'
                }""");
        jenkins.assertLogContains("digest sha256:", build);
        jenkins.assertLogContains("size true", build);
        jenkins.assertLogContains("layout/blobs/sha256/", build);
        assertThat(build.getAction(VerdictAction.class).getVerdict()).isEqualTo("PASS");
        assertThat(jenkins.createWebClient().withJavaScriptEnabled(false).getPage(build, "model-delivery/buildModelImage/").asNormalizedText())
                .contains("layout@sha256:", "weights.bin", "Passed");
    }

    @Test
    void aSecretInTheModelFailsTheBuild() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                node {
                  writeFile file: 'model/weights.bin', text: 'weights'
                  writeFile file: 'model/.env', text: 'PASSWORD=x'
                  buildModelImage model: 'model', image: 'registry.example.org/team/fraud:1', output: 'oci:layout'
                }""");
        jenkins.assertLogContains("buildModelImage 'buildModelImage': FAIL.", build);
    }

    @Test
    void aDockerfileIsBuiltAndItsImageAskedByARealService(@TempDir Path folder) throws Exception {
        Optional<ContainerEngine> started = ContainerEngine.start(folder.resolve("engine"));
        assumeTrue(started.isPresent(), "no container service is installed");
        try (ContainerEngine engine = started.get()) {
            WorkflowRun build = run(Result.SUCCESS, """
                    node {
                      sh 'mkdir bin model && cp /bin/busybox bin/busybox && echo weights > model/index.html'
                      writeFile file: 'Dockerfile', text: \'\'\'FROM scratch
                    COPY bin/busybox /bin/busybox
                    COPY model /models
                    ARG WHO
                    RUN ["/bin/busybox", "sh", "-c", "echo built for $WHO > /models/who"]
                    ENTRYPOINT ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/models"]
                    \'\'\'
                      def image = buildModelImage model: 'model', dockerfile: 'Dockerfile', buildArgs: ['WHO=fraud'],
                        dockerHost: 'HOST', output: 'oci:layout', smoke: true, readyPath: '/who'
                      echo "ended ${image.smoke.end} ${image.digest}"
                    }""".replace("HOST", engine.host()));
            jenkins.assertLogContains("ended passed sha256:", build);
            assertThat(engine.run("ps", "--all", "--quiet")).isEmpty();
            assertThat(jenkins.createWebClient().getPage(build, "model-delivery/buildModelImage/").asNormalizedText()).contains("smoke");
        }
    }

    @Test
    void theFreestyleFormKeepsEveryField() throws Exception {
        BuildModelImageStep step = full();
        BuildModelImageStep plain = new BuildModelImageStep("model");
        List<BuildModelImageBuilder> saved = Forms.roundTrip(
                jenkins, BuildModelImageBuilder.class, new BuildModelImageBuilder(step), new BuildModelImageBuilder(plain));
        jenkins.assertEqualBeans(step, saved.get(0).getStep(), FIELDS);
        jenkins.assertEqualBeans(plain, saved.get(1).getStep(), FIELDS);
    }

    @Test
    void snippetsNameOnlyWhatWasGiven() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(new BuildModelImageStep("model"), "buildModelImage 'model'");
        BuildModelImageStep step = new BuildModelImageStep("model");
        step.setPorts(List.of(8080, 9090));
        step.setProvenance(false);
        step.setScan("warn");
        snippets.assertRoundTrip(
                step, "buildModelImage model: 'model', ports: [8080, 9090], provenance: false, scan: 'warn'");
    }

    @Test
    void theBuilderSurvivesItsConfigurationFile() {
        BuildModelImageStep step = full();
        XStream2 xstream = new XStream2();
        BuildModelImageBuilder read =
                (BuildModelImageBuilder) xstream.fromXML(xstream.toXML(new BuildModelImageBuilder(step)));
        assertThat(read.getStep()).usingRecursiveComparison().isEqualTo(step);
    }

    private static BuildModelImageStep full() {
        BuildModelImageStep step = new BuildModelImageStep("model");
        step.setImage("registry.example.org/team/fraud:1");
        step.setTags(List.of("a", "b"));
        step.setOutput("oci:layout");
        step.setBase("oci:base");
        step.setServe("server");
        step.setEntrypoint(List.of("java", "Server.java"));
        step.setEnv(List.of("A=1"));
        step.setPorts(List.of(8080, 9090));
        step.setUser("1000");
        step.setLabels(List.of("l=1"));
        step.setCreated("2026-01-31T12:00:00Z");
        step.setForm("modelcar");
        step.setCompression("zstd");
        step.setPlatforms(List.of("linux/arm64"));
        step.setInsecure(true);
        step.setProvenance(false);
        step.setScan("warn");
        step.setVerify(true);
        step.setMaxSize("4GiB");
        step.setSmoke(true);
        step.setGpus("all");
        step.setReadyPath("/healthz");
        step.setReadyTimeout("5s");
        step.setSamplePath("/predict");
        step.setSampleRequest("sample.json");
        step.setName("fraud");
        step.setOnFail("UNSTABLE");
        step.setOnInconclusive("CONTINUE");
        return step;
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }
}
