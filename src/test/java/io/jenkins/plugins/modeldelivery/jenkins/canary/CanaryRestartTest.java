package io.jenkins.plugins.modeldelivery.jenkins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Result;
import hudson.security.ACL;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A restart of the controller in the middle of a release. JUnit 4, since only its rule restarts a Jenkins. */
public final class CanaryRestartTest {
    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private LiveRelease release;

    @Before
    public void start() throws Exception {
        release = new LiveRelease();
    }

    @After
    public void stop() throws Exception {
        release.close();
    }

    @Test
    public void theReleaseGoesOnWhereItWas() throws Throwable {
        sessions.then(jenkins -> begin(jenkins, "steps: [25, 100], minRequests: 2000"));
        assertThat(release.share()).isEqualTo(25);
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("release", WorkflowJob.class).getLastBuild();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("outcome PROMOTED", build);
            assertThat(build.getActions(VerdictAction.class)).hasSize(1);
            assertThat(CredentialsProvider.getFingerprintOf(proxyCredential(jenkins)).getUsages())
                    .as("where the credential is used").containsOnlyKeys("release");
        });
    }

    @Test
    public void aStateOfAnotherVersionChangesNothingAndIsGivenUpWithItsBuild() throws Throwable {
        sessions.then(jenkins -> begin(jenkins, "steps: [25, 100], minRequests: 1000000"));
        Path operations = sessions.getHome().toPath().resolve("model-delivery/operations");
        Path kept = only(operations);
        Files.writeString(kept, Files.readString(kept).replace("model-delivery/canary-state/", "model-delivery/canary-state/0"));
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("release", WorkflowJob.class).getLastBuild();
            jenkins.waitForMessage("Nothing is changed: the canary's saved state is not of the form", build);
            String page = jenkins.createWebClient().getPage(build, "model-delivery/canaryDeploy/").asNormalizedText();
            assertThat(page).contains("go on with the version that wrote it").doesNotContain("Promote");
            build.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("is given up as it is", build);
        });
        assertThat(only(operations)).hasFileName(kept.getFileName() + ".unreadable").content().contains("registry/fraud:v2");
        assertThat(release.share()).isEqualTo(25);
    }

    private void begin(JenkinsRule jenkins, String options) throws Exception {
        LiveRelease.prepare(jenkins);
        WorkflowRun build = release.job(jenkins, "release", options).scheduleBuild2(0).waitForStart();
        Waiting.until("the canary gets traffic", () -> release.share() == 25 && isLive(build));
    }

    private static StandardCredentials proxyCredential(JenkinsRule jenkins) {
        return CredentialsProvider.lookupCredentialsInItemGroup(StandardCredentials.class, jenkins.jenkins, ACL.SYSTEM2, List.of())
                .get(0);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static boolean isLive(WorkflowRun build) {
        return build.getActions(LiveReport.class).stream().anyMatch(live -> live.getStatus().equals("canary 25 %"));
    }
}
