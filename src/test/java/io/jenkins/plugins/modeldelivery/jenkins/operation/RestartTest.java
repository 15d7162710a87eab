package io.jenkins.plugins.modeldelivery.jenkins.operation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A restart of the controller in the middle of an agent step. JUnit 4, since only its rule restarts a Jenkins. */
public final class RestartTest {
    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Test
    public void theWorkRunsAgainFromTheStartAndThePipelineGoesOn() throws Throwable {
        sessions.then(jenkins -> startAndHold(jenkins, "node('worker') { def r = scripted hold: 'go'; echo \"got ${r.verdict}\" }"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            Path workspace = workspace(jenkins);
            Waiting.until("the work runs again", () -> Files.readAllLines(workspace.resolve("go.runs")).size() == 2);
            Files.writeString(workspace.resolve("go"), "");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("runs again from the start on agent", build);
            jenkins.assertLogContains("got PASS", build);
            assertThat(build.getActions(VerdictAction.class)).hasSize(1);
        });
    }

    @Test
    public void aNameStaysTakenAcrossARestart() throws Throwable {
        sessions.then(jenkins -> startAndHold(
                jenkins, "node('worker') { parallel(a: { scripted hold: 'go' }, b: { scripted name: 'other', hold: 'second'; scripted() }) }"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            Path workspace = workspace(jenkins);
            Waiting.until("the work runs again", () -> Files.readAllLines(workspace.resolve("go.runs")).size() == 2);
            Files.writeString(workspace.resolve("second"), "");
            jenkins.waitForMessage("Failed in branch b", build);
            Files.writeString(workspace.resolve("go"), "");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("name 'scripted' is already used in this build", build);
        });
    }

    private static void startAndHold(JenkinsRule jenkins, String script) throws Exception {
        DumbSlave agent = jenkins.createSlave("agent", "worker", null);
        jenkins.waitOnline(agent);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "held");
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("holding for go", build);
    }

    private static WorkflowRun resumed(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("held", WorkflowJob.class).getLastBuild();
    }

    private static Path workspace(JenkinsRule jenkins) {
        DumbSlave agent = (DumbSlave) jenkins.jenkins.getNode("agent");
        return Path.of(agent.getRemoteFS(), "workspace", "held");
    }
}
