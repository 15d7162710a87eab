package io.jenkins.plugins.modeldelivery.jenkins.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.OneJenkins;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** gpuBenchmark in Jenkins: load from the agent, a verdict and a page on the build, and a form that keeps its fields. */
@OneJenkins
final class GpuBenchmarkTest {
    private static final String JOBS = "generatorImage,namespace,gpus,nodeSelector,image,kubeconfig,context,deadline";
    private static final String FIELDS = "url,protocol,model,data,method,headers,body,expect,scenario,rate,concurrency,burst,duration,"
            + "warmup,requestTimeout,gates,baseline,confidence,minRequests,seed,gpu,generators,name,onFail,onInconclusive";

    private JenkinsRule jenkins;
    private HttpServer server;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aGateDecidesAndThePageShowsTheLatency() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node {
                  def report = gpuBenchmark url: '%s', scenario: 'constant', rate: '100', duration: '2s', warmup: '1s',
                      gpu: 'none', gates: ['p99 <= 10s'], onInconclusive: 'CONTINUE', onFail: 'CONTINUE'
                  echo "points ${report.points.size()}"
                }""");
        jenkins.assertLogContains("points 1", build);
        assertThat(build.getActions(VerdictAction.class)).hasSize(1);
        assertThat(jenkins.createWebClient().withJavaScriptEnabled(false).getPage(build, "model-delivery/gpuBenchmark/").asNormalizedText())
                .contains("p99 <= 10s");
    }

    @Test
    void badInputIsOneLine() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node { gpuBenchmark url: '%s', scenario: 'constant' }");
        jenkins.assertLogContains("ERROR: gpuBenchmark: scenario 'constant' needs a rate", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void theFreestyleFormKeepsEveryField() throws Exception {
        GpuBenchmarkStep step = new GpuBenchmarkStep();
        step.setUrl("http://127.0.0.1:8080/");
        step.setProtocol("v2");
        step.setModel("fraud");
        step.setData("requests.jsonl");
        step.setMethod("PUT");
        step.setHeaders(List.of("A: 1"));
        step.setBody("body.json");
        step.setExpect(List.of("200", "$.outputs"));
        step.setScenario("server");
        step.setRate("100..300 step 100");
        step.setConcurrency("64");
        step.setBurst(5);
        step.setDuration("30s");
        step.setWarmup("10s");
        step.setRequestTimeout("3s");
        step.setGates(List.of("p99 <= 50ms"));
        step.setBaseline("old.json");
        step.setConfidence(0.99);
        step.setMinRequests(500);
        step.setSeed(7);
        step.setGpu("none");
        step.setGenerators(2);
        KubernetesJobs jobs = new KubernetesJobs("cli:1");
        jobs.setNamespace("ml");
        jobs.setGpus(1);
        jobs.setNodeSelector(List.of("pool=gpu", "zone=a"));
        jobs.setImage("fraud:7");
        jobs.setDeadline("30m");
        step.setOn(jobs);
        GpuBenchmarkStep plain = new GpuBenchmarkStep();
        plain.setUrl("http://127.0.0.1:8080/");
        List<GpuBenchmarkBuilder> saved = Forms.roundTrip(
                jenkins, GpuBenchmarkBuilder.class, new GpuBenchmarkBuilder(step), new GpuBenchmarkBuilder(plain));
        jenkins.assertEqualBeans(step, saved.get(0).getStep(), FIELDS);
        jenkins.assertEqualBeans(jobs, saved.get(0).getStep().getOn(), JOBS);
        jenkins.assertEqualBeans(plain, saved.get(1).getStep(), FIELDS);
        assertThat(saved.get(1).getStep().getOn()).isNull();
        new SnippetizerTester(jenkins).assertRoundTrip(plain, "gpuBenchmark url: 'http://127.0.0.1:8080/'");
    }

    @Test
    void aPipelineNamesTheClusterByItsSymbol() throws Exception {
        GpuBenchmarkStep step = new GpuBenchmarkStep();
        step.setUrl("http://localhost:8080/");
        KubernetesJobs jobs = new KubernetesJobs("cli:1");
        jobs.setNamespace("ml");
        jobs.setGpus(1);
        jobs.setNodeSelector(List.of("pool=gpu"));
        jobs.setImage("fraud:7");
        step.setOn(jobs);
        new SnippetizerTester(jenkins).assertRoundTrip(step, "gpuBenchmark on: kubernetes(generatorImage: 'cli:1', gpus: 1,"
                + " image: 'fraud:7', namespace: 'ml', nodeSelector: ['pool=gpu']), url: 'http://localhost:8080/'");
        WorkflowRun build = run(Result.FAILURE,
                "node { gpuBenchmark url: '%s', on: kubernetes(generatorImage: 'cli:1', image: 'fraud:7', gpus: -1) }");
        jenkins.assertLogContains("ERROR: kubernetes: gpus '-1' is out of range", build);
        WorkflowRun unknown = run(Result.FAILURE,
                "node { gpuBenchmark url: '%s', on: kubernetes(generatorImage: 'cli:1', kubeconfig: 'nobody') }");
        jenkins.assertLogContains("nobody", unknown);
        jenkins.assertLogNotContains("\tat ", unknown);
    }

    @Test
    void aCheckKnowsTheFieldsThatItsOwnDependsOn() {
        GpuBenchmarkStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(GpuBenchmarkStep.DescriptorImpl.class);
        for (String scenario : List.of("constant", "server")) {
            assertThat(form.doCheckRate(null, "100", scenario).getMessage()).as(scenario).isNull();
            assertThat(form.doCheckRate(null, "", scenario).getMessage()).contains("needs a rate");
        }
        assertThat(form.doCheckRate(null, "100..1000 step 50", "search").getMessage()).isNull();
        for (String scenario : List.of("closed", "single-stream", "offline", "trace")) {
            assertThat(form.doCheckRate(null, "", scenario).getMessage()).as(scenario).isNull();
            assertThat(form.doCheckRate(null, "100", scenario).getMessage()).contains("rate means nothing");
        }
        assertThat(form.doCheckGenerators(null, "2", "closed", "8").getMessage()).isNull();
        assertThat(form.doCheckGenerators(null, "2", "closed", "").getMessage()).contains("share 1 connection");
        assertThat(form.doCheckSlos(null, "ttft <= 200ms", "chat").getMessage()).isNull();
        assertThat(form.doCheckSlos(null, "ttft <= 200ms", "http").getMessage()).contains("only a stream");
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        job.setDefinition(new CpsFlowDefinition(script.formatted(url), true));
        return jenkins.buildAndAssertStatus(expected, job);
    }
}
