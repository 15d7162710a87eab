package io.jenkins.plugins.modeldelivery.jenkins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.LiveReport;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
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
        sessions.then(jenkins -> {
            LiveRelease.prepare(jenkins);
            WorkflowJob job = release.job(jenkins, "release", "steps: [25, 100], minRequests: 2000");
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            Waiting.until("the canary gets traffic", () -> release.share() == 25 && isLive(build));
        });
        assertThat(release.share()).isEqualTo(25);
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("release", WorkflowJob.class).getLastBuild();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("outcome PROMOTED", build);
            assertThat(build.getActions(VerdictAction.class)).hasSize(1);
        });
    }

    private static boolean isLive(WorkflowRun build) {
        return build.getActions(LiveReport.class).stream().anyMatch(live -> live.getStatus().equals("canary 25 %"));
    }
}
