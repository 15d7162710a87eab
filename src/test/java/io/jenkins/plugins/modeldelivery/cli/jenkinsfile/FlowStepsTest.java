package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowStepsTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @Test
    void retryTriesAgainUntilItWorks() {
        Outcome outcome = trial.run("int n = 0\nretry(3) { n++; echo \"> try ${n}\"; if (n < 3) { error 'not yet' } }");

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(trial.echoes()).containsExactly("try 1", "try 2", "try 3");
        assertThat(trial.log()).contains("ERROR: Jenkinsfile:2: not yet", "Retrying");
    }

    @Test
    void retryGivesUpAfterItsCount() {
        assertThat(trial.run("retry(2) { echo '> try'; error 'never' }").result()).isEqualTo(Result.FAILURE);
        assertThat(trial.echoes()).hasSize(2);
    }

    @Test
    void retryLetsAnInterruptionPass() {
        Outcome outcome = trial.run("retry(3) { echo '> try'; fakeStepIn() }\n"
                + "def fakeStepIn() { node { fakeStep verdict: 'FAIL' } }");

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(trial.echoes()).containsExactly("try");
    }

    @Test
    void catchErrorMarksBuildAndStageAndGoesOn() {
        Outcome outcome = trial.run("""
                stage('One') {
                    catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE', message: 'noted') { error 'broken' }
                    echo '> after'
                }
                stage('Two') { echo '> two' }
                """);

        assertThat(outcome.result()).isEqualTo(Result.UNSTABLE);
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::result).containsExactly(Result.FAILURE, Result.SUCCESS);
        assertThat(trial.echoes()).containsExactly("after", "two");
        assertThat(trial.log()).contains("[One] ERROR: noted", "[One] ERROR: Jenkinsfile:2: broken");
    }

    @Test
    void catchErrorFailsTheBuildByDefault() {
        Outcome outcome = trial.run("stage('One') { catchError { error 'broken' } }");

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::result).containsExactly(Result.SUCCESS);
    }

    @Test
    void anInterruptionBringsItsOwnResultIntoCatchErrorOrPassesIt() {
        String timeout = "timeout(time: 20, unit: 'MILLISECONDS') { while (true) { } }";

        assertThat(trial.run("catchError(buildResult: 'SUCCESS') { " + timeout + " }\necho '> after'").result())
                .isEqualTo(Result.ABORTED);
        assertThat(trial.run("catchError(catchInterruptions: false) { " + timeout + " }\necho '> passed'").result())
                .isEqualTo(Result.ABORTED);
        assertThat(trial.echoes()).containsExactly("after");
    }

    @Test
    void aTimeoutAbortsGroovyThatNeverReturns() {
        Outcome outcome = trial.run("timeout(time: 20, unit: 'MILLISECONDS') { while (true) { } }");

        assertThat(outcome.result()).isEqualTo(Result.ABORTED);
        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:1: Timeout of 0.02s is over");
    }

    @Test
    void aTimeoutCanBeCaughtAndLeavesNothingBehind() {
        Outcome outcome = trial.run("""
                node {
                    try {
                        timeout(time: 20, unit: 'MILLISECONDS') { sh 'sleep 60' }
                    } catch (e) {
                        echo "> ${e.message}"
                    }
                    sh 'echo "> still running"'
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(trial.echoes()).contains("Timeout of 0.02s is over", "still running");
    }

    @Test
    void aBodyThatEndsWithoutNoticingItsTimeoutHasEnded() {
        Outcome outcome = trial.run("""
                node {
                    timeout(time: 20, unit: 'MILLISECONDS') {
                        java.util.concurrent.locks.LockSupport.parkNanos(30_000_000_000L)
                    }
                    sh 'echo "> next"'
                }
                """);

        assertThat(outcome.error()).isEmpty();
        assertThat(trial.echoes()).containsExactly("next");
    }

    @Test
    void onlyTheTimeoutThatIsOverEnds() {
        trial.run("""
                timeout(time: 1, unit: 'HOURS') {
                    try {
                        timeout(time: 20, unit: 'MILLISECONDS') { while (true) { } }
                    } catch (e) { echo '> inner' }
                    echo '> outer goes on'
                }
                """);

        assertThat(trial.echoes()).containsExactly("inner", "outer goes on");
    }

    @Test
    void timeoutRefusesAUnitAndATimeThatAreNone() {
        assertThat(trial.run("timeout(time: 1, unit: 'WEEKS') { }").explanation())
                .contains("timeout: unit 'WEEKS' is not a unit; write SECONDS");
        assertThat(trial.run("timeout(time: -1) { }").explanation())
                .contains("timeout: time '-1' is not a whole number of at least 1");
    }
}
