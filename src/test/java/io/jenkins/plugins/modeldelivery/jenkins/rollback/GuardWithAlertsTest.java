package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.release.Release;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** guardWithAlerts in a real Jenkins: the watch and the block end each other. */
@WithJenkins
final class GuardWithAlertsTest {
    private JenkinsRule jenkins;
    private WatchedVersions versions;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        versions = new WatchedVersions(jenkins);
    }

    @AfterEach
    void stop() throws Exception {
        versions.close();
    }

    @Test
    void theEndOfTheBlockEndsTheWatch() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("", "sleep 1; echo 'in the block'"));
        jenkins.assertLogContains("in the block", build);
        jenkins.assertLogContains("outcome CLEAN", build);
        assertThat(build.getAction(VerdictAction.class).getBadge()).startsWith("clean ").endsWith(" s");
    }

    @Test
    void troubleBringsTheFormerVersionBackAndEndsTheBlock() throws Exception {
        WorkflowRun build = begin(job("", "echo 'in the block'; sleep 600; echo 'still there'"));
        WatchedVersions.alarm();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogNotContains("still there", build);
        jenkins.assertLogNotContains("outcome", build);
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
    }

    @Test
    void theBlockGoesOnWhereFailureIsToContinue() throws Exception {
        WorkflowRun build = begin(job(", onFail: 'CONTINUE'", "echo 'in the block'; sleep 4; echo 'still there'"));
        WatchedVersions.alarm();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("still there", build);
        jenkins.assertLogContains("outcome ROLLED_BACK", build);
    }

    @Test
    void whatFailsInTheBlockFailsTheBuild() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job("", "error 'of the block'"));
        jenkins.assertLogContains("of the block", build);
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
        assertThat(build.getAction(VerdictAction.class).getBadge()).startsWith("clean");
    }

    @Test
    void abortEndsBoth() throws Exception {
        WorkflowRun build = begin(job("", "echo 'in the block'; sleep 600"));
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
    }

    @Test
    void theSnippetNamesNoDefault() throws Exception {
        new SnippetizerTester(jenkins).assertRoundTrip(
                new GuardWithAlertsStep("local/fraud"), "guardWithAlerts('local/fraud') {\n    // some block\n}");
    }

    private WorkflowJob job(String options, String block) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "def r = guardWithAlerts(" + versions.options() + ", interval: '200ms'" + options + ") { " + block + " }\n"
                        + "echo \"outcome ${r.outcome}\"",
                true));
        return job;
    }

    private WorkflowRun begin(WorkflowJob job) throws Exception {
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("in the block", build);
        Waiting.until("it watches", () -> WatchedVersions.isWatching(build));
        return build;
    }
}
