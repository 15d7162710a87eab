package io.jenkins.plugins.modeldelivery.jenkins.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.modeldelivery.jenkins.OneJenkins;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;

/** evaluateModel as a freestyle build step, on an agent. */
@OneJenkins
final class FreestyleTest {
    private JenkinsRule jenkins;
    private FreeStyleProject project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = jenkins.createFreeStyleProject();
        project.setAssignedLabel(Label.get("worker"));
        project.setScm(new SingleFileSCM("p.csv", Tables.binary(1000)));
        jenkins.createOnlineSlave(Label.get("worker"));
    }

    @Test
    void gatesThatHoldLeaveTheBuildGreen() throws Exception {
        FreeStyleBuild build = run(Result.SUCCESS, step("accuracy >= 0.85"));
        VerdictAction verdict = build.getAction(VerdictAction.class);
        assertThat(verdict.getVerdict()).isEqualTo("PASS");
        assertThat(verdict.getReasons()).isNotEmpty();
    }

    @Test
    void aFailedGateFailsTheBuildAfterTheReportIsPublished() throws Exception {
        FreeStyleBuild build = run(Result.FAILURE, step("accuracy >= 0.99"));
        jenkins.assertLogContains("ERROR: evaluateModel 'evaluateModel': FAIL. accuracy is 0.9 ", build);
        assertThat(build.getAction(VerdictAction.class).getVerdict()).isEqualTo("FAIL");
    }

    @Test
    void unstableIsUnstable() throws Exception {
        EvaluateModelStep step = step("accuracy >= 0.99");
        step.setOnFail("UNSTABLE");
        run(Result.UNSTABLE, step);
    }

    @Test
    void twoStepsNeedTwoNames() throws Exception {
        project.getBuildersList().add(new EvaluateModelBuilder(step("accuracy >= 0.85")));
        FreeStyleBuild build = run(Result.FAILURE, step("accuracy >= 0.85"));
        jenkins.assertLogContains("name 'evaluateModel' is already used in this build", build);
    }

    @Test
    void badInputIsOneLine() throws Exception {
        EvaluateModelStep step = step("acuracy >= 0.85");
        FreeStyleBuild build = run(Result.FAILURE, step);
        jenkins.assertLogContains("unknown subject 'acuracy'", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private static EvaluateModelStep step(String gate) {
        EvaluateModelStep step = new EvaluateModelStep("p.csv", "binary");
        step.setScore("score");
        step.setGates(List.of(gate));
        return step;
    }

    private FreeStyleBuild run(Result expected, EvaluateModelStep step) throws Exception {
        project.getBuildersList().add(new EvaluateModelBuilder(step));
        return jenkins.assertBuildStatus(expected, project.scheduleBuild2(0));
    }
}
