package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.release.Release;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Watches go on in the next life of the controller. JUnit 4, since only its rule restarts a Jenkins. */
public final class WatchRestartTest {
    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private WatchedVersions versions;

    /** The build has ended long ago; only the controller's file knows of the watch. */
    @Test
    public void aDetachedWatchSeesTheAlertAfterTheRestart() throws Throwable {
        sessions.then(jenkins -> {
            versions = new WatchedVersions(jenkins);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "watch");
            job.setDefinition(new CpsFlowDefinition(
                    "rollbackOnAlert " + versions.options() + ", interval: '200ms', detach: true", true));
            WorkflowRun build = jenkins.buildAndAssertSuccess(job);
            assertThat(WatchedVersions.isWatching(build)).isTrue();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("watch", WorkflowJob.class).getLastBuild();
            assertThat(WatchedVersions.isWatching(build)).isTrue();
            assertThat(jenkins.createWebClient().getPage(build.getParent(), "model-delivery/").asNormalizedText())
                    .contains("rollbackOnAlert watching");
            WatchedVersions.alarm();
            Waiting.until("it ended", () -> build.getAction(VerdictAction.class) != null);
            assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
            assertThat(build.getResult()).isEqualTo(Result.SUCCESS);
            assertThat(versions.route().stable()).isEqualTo(versions.former.address().toString());
            assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
            versions.close();
        });
    }

    /** What was delivered while nobody looked is read from the disk in the next life. */
    @Test
    public void aWaitingBuildHearsAtOnceWhatWasDeliveredBeforeTheRestart() throws Throwable {
        sessions.then(jenkins -> {
            versions = new WatchedVersions(jenkins);
            versions.begin(jenkins.createProject(WorkflowJob.class, "watch"), ", interval: '1h', watch: '2h'");
            WatchedVersions.alarm();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("watch", WorkflowJob.class).getLastBuild();
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            assertThat(build.getActions(VerdictAction.class)).hasSize(1);
            assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
            versions.close();
        });
    }
}
