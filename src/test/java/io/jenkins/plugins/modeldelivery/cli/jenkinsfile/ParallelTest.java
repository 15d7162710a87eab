package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ParallelTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @Test
    void branchesRunAtTheSameTimeAndReturnTheirValues() {
        Outcome outcome = trial.run("""
                def both = new java.util.concurrent.CyclicBarrier(2)
                def values = parallel a: { both.await(); echo '> a'; 1 }, b: { both.await(); echo '> b'; 2 }
                echo "> ${values}"
                """);

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(trial.echoes()).contains("a", "b", "[a:1, b:2]");
        assertThat(trial.log()).contains("[a] > a", "[b] > b");
    }

    @Test
    void branchesMayBeBuiltInAMap() {
        trial.run("""
                def branches = [:]
                for (i in 1..3) { def n = i; branches["n${n}"] = { echo "> ${n}" } }
                parallel branches
                """);

        assertThat(trial.echoes()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void allBranchesEndBeforeTheFailureIsThrown() {
        Outcome outcome = trial.run("""
                def failed = new java.util.concurrent.CountDownLatch(1)
                parallel a: { try { error 'broken' } finally { failed.countDown() } }, b: { failed.await(); echo '> b ran' }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:2: broken");
        assertThat(trial.echoes()).containsExactly("b ran");
        assertThat(trial.log()).contains("Failed in branch a");
    }

    @Test
    void failFastStopsTheOthers() {
        Outcome outcome = trial.run("""
                node {
                    parallel failFast: true, a: { error 'broken' }, b: { sh 'sleep 600' }, c: { while (true) { } }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:2: broken");
    }

    @Test
    void aTimeoutAroundReachesEveryBranch() {
        Outcome outcome = trial.run("""
                node {
                    timeout(time: 50, unit: 'MILLISECONDS') { parallel a: { sh 'sleep 600' }, b: { while (true) { } } }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.ABORTED);
        assertThat(outcome.explanation()).contains("Timeout of 0.05s is over");
    }

    @Test
    void theGravestFailureWins() {
        Outcome outcome = trial.run("""
                node {
                    def failed = new java.util.concurrent.CountDownLatch(1)
                    parallel a: { try { fakeStep verdict: 'FAIL' } finally { failed.countDown() } },
                        b: { failed.await(); throw new IllegalStateException('defect') }
                }
                """);

        assertThat(outcome.explanation()).contains("IllegalStateException: defect");
    }

    @Test
    void eachBranchHasItsOwnFolderAndStage() {
        trial.run("""
                node {
                    def both = new java.util.concurrent.CyclicBarrier(2)
                    def work = { name -> stage(name) { dir(name) { both.await(); sh 'echo "> $STAGE_NAME in ${PWD##*/}"' } } }
                    parallel x: { work 'one' }, y: { work 'two' }
                }
                """);

        assertThat(trial.echoes()).contains("one in one", "two in two");
    }

    @Test
    void declarativeBranchesAreStagesWithPostAndFailFast() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Both') {
                            failFast true
                            parallel {
                                stage('Bad') { steps { error 'broken' } }
                                stage('Slow') {
                                    steps { sh 'sleep 600' }
                                    post { aborted { echo '> slow aborted' } }
                                }
                            }
                            post { failure { echo '> both failed' } }
                        }
                        stage('Later') { steps { echo '> later' } }
                    }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(trial.echoes()).containsExactly("slow aborted", "both failed");
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::depth).containsExactly(0, 1, 1, 0);
    }
}
