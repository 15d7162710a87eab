package io.jenkins.plugins.modeldelivery.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.util.XStream2;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.release.Release;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** rollbackOnAlert in a real Jenkins: an alert that is delivered brings the former version back. */
@WithJenkins
final class RollbackOnAlertTest {
    private static final String FIELDS = "workload,traffic,trafficCredentialsId,alerts,alertmanager,metrics,rules,watch,"
            + "interval,clearFor,rollback,force,dryRun,onAbort,credentialsId,caCredentialsId,name,onFail,onInconclusive";

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
    void anAlertBringsTheFormerVersionBackAndFailsTheBuild() throws Exception {
        WorkflowRun build = begin();
        WatchedVersions.alarm();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(build.getAction(VerdictAction.class).getBadge()).isEqualTo("rolled back: HighErrorRate");
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
        assertThat(jenkins.createWebClient().withJavaScriptEnabled(false).getPage(build, "model-delivery/rollbackOnAlert/").asNormalizedText())
                .contains("HighErrorRate", "registry/fraud:v2", "it began after the release");
    }

    @Test
    void abortStopsTheWatchAndTouchesNothing() throws Exception {
        WorkflowRun build = begin();
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(versions.ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        RollbackOnAlertStep step = new RollbackOnAlertStep("local/fraud");
        step.setTraffic("local:http://127.0.0.1:9901");
        step.setTrafficCredentialsId("proxy");
        step.setAlerts(List.of("model=\"fraud\"", "severity=~\"critical|page\""));
        step.setRules(List.of("error_rate > 2% for 2m"));
        step.setWatch("2h");
        step.setRollback("forbidden");
        step.setForce(true);
        step.setOnAbort("detach");
        List<RollbackOnAlertBuilder> saved = Forms.roundTrip(
                jenkins, RollbackOnAlertBuilder.class, new RollbackOnAlertBuilder(step));
        jenkins.assertEqualBeans(step, saved.get(0).getStep(), FIELDS);
        XStream2 xstream = new XStream2();
        RollbackOnAlertBuilder read =
                (RollbackOnAlertBuilder) xstream.fromXML(xstream.toXML(new RollbackOnAlertBuilder(step)));
        assertThat(read.getStep()).usingRecursiveComparison().isEqualTo(step);
        new SnippetizerTester(jenkins).assertRoundTrip(
                new RollbackOnAlertStep("local/fraud"), "rollbackOnAlert 'local/fraud'");
    }

    private WorkflowRun begin() throws Exception {
        return versions.begin(jenkins.createProject(WorkflowJob.class), "");
    }
}
