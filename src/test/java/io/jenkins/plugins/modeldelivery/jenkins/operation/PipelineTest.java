package io.jenkins.plugins.modeldelivery.jenkins.operation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.OneJenkins;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** An agent step in a Pipeline: where it runs, what it returns, and what its verdict does to the build. */
@OneJenkins
final class PipelineTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("worker"));
    }

    @Test
    void runsOnTheAgentAndReturnsTheReport() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node('worker') {
                  writeFile file: 'data.txt', text: 'seen on the agent'
                  def report = scripted read: 'data.txt'
                  echo "${report.verdict} ${report.name} ${report.rows + 1} ${report.share * 2} ${report.list[1]}"
                }""");
        jenkins.assertLogContains("read seen on the agent", build);
        jenkins.assertLogContains("PASS scripted 4 0.5 b", build);
        jenkins.assertLogContains("scripted 'scripted': PASS. It was told so.", build);
        assertThat(verdicts(build)).containsExactly("scripted PASS");
        assertThat(build.getRootDir().toPath().resolve("model-delivery/scripted/report.json"))
                .content()
                .contains("\"verdict\" : \"PASS\"", "\"share\" : 0.25");
    }

    @Test
    void aFailedVerdictIsPublishedAndThenEndsThePipeline() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                node('worker') { scripted verdict: 'FAIL', reason: 'f1 is 0.4.' }
                echo 'deployed'""");
        jenkins.assertLogContains("scripted 'scripted': FAIL. f1 is 0.4.", build);
        jenkins.assertLogNotContains("deployed", build);
        assertThat(verdicts(build)).containsExactly("scripted FAIL");
    }

    @Test
    void retryDoesNotRepeatAVerdict() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node('worker') { retry(3) { scripted verdict: 'FAIL' } }");
        jenkins.assertLogNotContains("Retrying", build);
    }

    @Test
    void retryRepeatsWhatBrokeBeforeAVerdict() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node('worker') {
                  int attempt = 0
                  retry(2) {
                    if (attempt++ > 0) { writeFile file: 'late.txt', text: 'there' }
                    scripted read: 'late.txt'
                  }
                }""");
        jenkins.assertLogContains("Retrying", build);
    }

    @Test
    void unstableMarksTheStageAndTheBuildAndGoesOn() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, """
                node('worker') { scripted verdict: 'FAIL', onFail: 'UNSTABLE' }
                echo 'went on'""");
        jenkins.assertLogContains("went on", build);
        assertThat(warnings(build)).containsExactly("scripted 'scripted': FAIL. It was told so.");
    }

    @Test
    void aWarningMarksTheStageAndLeavesTheResult() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "node('worker') { scripted verdict: 'WARN' }");
        assertThat(warnings(build)).hasSize(1);
    }

    @Test
    void continueLeavesStageAndResult() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "node('worker') { scripted verdict: 'FAIL', onFail: 'CONTINUE' }");
        assertThat(warnings(build)).isEmpty();
    }

    @Test
    void inconclusiveFollowsOnFailUnlessGivenItsOwn() throws Exception {
        run(Result.FAILURE, "node('worker') { scripted verdict: 'INCONCLUSIVE' }");
        run(Result.UNSTABLE, "node('worker') { scripted verdict: 'INCONCLUSIVE', onFail: 'UNSTABLE' }");
        run(Result.SUCCESS, "node('worker') { scripted verdict: 'INCONCLUSIVE', onInconclusive: 'CONTINUE' }");
    }

    @Test
    void twoUsesStandSideBySide() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                node('worker') {
                  parallel(
                    a: { scripted name: 'first' },
                    b: { scripted name: 'second', verdict: 'WARN' })
                }""");
        assertThat(verdicts(build)).containsExactlyInAnyOrder("first PASS", "second WARN");
    }

    @Test
    void aNameIsUsedOnceInABuild() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node('worker') { scripted(); scripted verdict: 'WARN' }");
        jenkins.assertLogContains(
                "ERROR: scripted: name 'scripted' is already used in this build; give each use a name of its own,"
                        + " as in name: 'scripted-2'",
                build);
        assertThat(verdicts(build)).containsExactly("scripted PASS");
    }

    @Test
    void branchesThatRunAtTheSameTimeCannotShareAName() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                node('worker') {
                  parallel(
                    a: { scripted hold: 'go' },
                    b: { try { scripted hold: 'go' } finally { writeFile file: 'go', text: '' } })
                }""");
        jenkins.assertLogContains("name 'scripted' is already used in this build", build);
        assertThat(verdicts(build)).containsExactly("scripted PASS");
    }

    @Test
    void badInputIsOneLine() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node('worker') { scripted verdict: 'MAYBE' }");
        jenkins.assertLogContains("ERROR: scripted: verdict 'MAYBE' is not a choice", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void brokenSurroundingsAreOneLine() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "node('worker') { scripted read: 'missing.txt' }");
        jenkins.assertLogContains("ERROR: cannot read: ", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void filesOutsideTheWorkspaceAreOutOfReach() throws Exception {
        Path secret = Files.createTempFile("secret", ".txt");
        Files.writeString(secret, "hidden");
        for (String path : List.of(secret.toString(), "../../../../etc/hostname", "link")) {
            WorkflowRun build = run(Result.FAILURE, """
                    node('worker') {
                      sh 'ln -sf SECRET link'
                      scripted read: 'PATH'
                    }""".replace("SECRET", secret.toString()).replace("PATH", path));
            jenkins.assertLogContains("read '" + path + "' leads out of the folder that the step runs in", build);
            jenkins.assertLogNotContains("hidden", build);
        }
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private static List<String> verdicts(WorkflowRun build) {
        return build.getActions(VerdictAction.class).stream()
                .map(action -> action.getName() + " " + action.getVerdict())
                .toList();
    }

    private static List<String> warnings(WorkflowRun build) {
        List<FlowNode> nodes = new DepthFirstScanner().allNodes(build.getExecution());
        return nodes.stream()
                .map(node -> node.getPersistentAction(WarningAction.class))
                .filter(action -> action != null)
                .map(WarningAction::getMessage)
                .toList();
    }
}
