package io.jenkins.plugins.modeldelivery.jenkins.operation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent step that is stopped, or whose agent goes away in the middle. */
@WithJenkins
final class InterruptionTest {
    private JenkinsRule jenkins;
    private DumbSlave agent;
    private WorkflowJob job;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave(Label.get("worker"));
        job = jenkins.createProject(WorkflowJob.class, "held");
        job.setDefinition(new CpsFlowDefinition("node('worker') { scripted hold: 'go' }", true));
    }

    @Test
    void abortEndsTheWorkOnTheAgentAndLeavesNothingBehind() throws Exception {
        WorkflowRun build = startAndHold();
        Path scratch = Path.of(runs().get(0).substring("run in ".length()));
        assertThat(scratch.resolve("draft")).exists();

        build.getExecution().interrupt(Result.ABORTED);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        Waiting.until("the scratch folder is gone", () -> Files.notExists(scratch));
        assertThat(build.getActions(VerdictAction.class)).isEmpty();
    }

    @Test
    void aTimeoutEndsTheWorkToo() throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "node('worker') { timeout(time: 3, unit: 'SECONDS') { scripted hold: 'go' } }", true));
        WorkflowRun build = startAndHold();
        Path scratch = Path.of(runs().get(0).substring("run in ".length()));

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        Waiting.until("the scratch folder is gone", () -> Files.notExists(scratch));
    }

    @Test
    void aLostAgentThatComesBackRunsTheWorkAgainFromTheStart() throws Exception {
        WorkflowRun build = startAndHold();

        agent.toComputer().disconnect(new OfflineCause.ByCLI("test")).get();
        Waiting.until("the step waits for the agent", () -> status(build).contains("waiting for " + agent.getNodeName()));
        agent.toComputer().connect(true).get();
        Waiting.until("the work runs again", () -> runs().size() == 2);
        Files.writeString(workspace().resolve("go"), "");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("runs again from the start on " + agent.getNodeName(), build);
        assertThat(build.getActions(VerdictAction.class)).hasSize(1);
    }

    @Test
    void anAgentThatIsAwayCanBeGivenUp() throws Exception {
        WorkflowRun build = startAndHold();
        agent.toComputer().disconnect(new OfflineCause.ByCLI("test")).get();
        Waiting.until("the step waits for the agent", () -> status(build).contains("waiting for " + agent.getNodeName()));

        build.getExecution().interrupt(Result.ABORTED);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
    }

    @Test
    void theThreadDumpSaysWhereItRuns() throws Exception {
        WorkflowRun build = startAndHold();
        assertThat(status(build)).isEqualTo("running on " + agent.getNodeName());
        Files.writeString(workspace().resolve("go"), "");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    private WorkflowRun startAndHold() throws Exception {
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("holding for go", build);
        return build;
    }

    private static String status(WorkflowRun build) throws Exception {
        for (StepExecution execution : build.getExecution().getCurrentExecutions(true).get()) {
            if (execution instanceof OperationExecution) {
                return String.valueOf(execution.getStatus());
            }
        }
        return "";
    }

    private Path workspace() {
        return Path.of(agent.getRemoteFS(), "workspace", "held");
    }

    private List<String> runs() throws IOException {
        try (Stream<String> lines = Files.lines(workspace().resolve("go.runs"))) {
            return lines.toList();
        }
    }
}
