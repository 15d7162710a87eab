package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarativeTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @Test
    void runsStagesInOrderAndMarksLinesWithTheirStage() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Build') { steps { echo '> one' } }
                        stage('Test') { steps { echo "> two ${1 + 1}" } }
                    }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(trial.log()).contains("[Build] > one", "[Test] > two 2", "Finished: SUCCESS");
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::name).containsExactly("Build", "Test");
    }

    @Test
    void skipsLaterStagesAfterAFailureAndRunsPost() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Build') { steps { error 'broken' } }
                        stage('Deploy') { steps { echo '> deployed' } }
                    }
                    post {
                        cleanup { echo '> cleanup' }
                        failure { echo '> failure' }
                        success { echo '> success' }
                        always { echo "> always ${currentBuild.result}" }
                    }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(trial.echoes()).containsExactly("always FAILURE", "failure", "cleanup");
        assertThat(trial.log())
                .contains("[Deploy] Stage Deploy is skipped: an earlier stage failed", "ERROR: Jenkinsfile:4: broken");
    }

    @Test
    void resolvesEnvironmentInAnyOrderAndParametersWithDefaults() {
        trial.run("""
                pipeline {
                    agent any
                    environment { B = "${A}-b"; A = 'a'; PATH = "/extra:${env.PATH}" }
                    parameters {
                        string(name: 'WHO', defaultValue: 'world')
                        booleanParam(name: 'LOUD', defaultValue: true)
                        choice(name: 'SIZE', choices: ['small', 'large'])
                    }
                    stages {
                        stage('One') {
                            environment { C = "${B}-c" }
                            steps {
                                echo "> $A $B ${env.C} ${params.WHO} ${params.LOUD} ${params.SIZE}"
                                sh 'echo "> $A $B $C $WHO ${PATH%%:*}"'
                            }
                        }
                    }
                }
                """, Map.of("SIZE", "large"));

        assertThat(trial.echoes()).contains("a a-b a-b-c world true large", "a a-b a-b-c world /extra");
    }

    @Test
    void skipsAStageWhoseWhenDoesNotHold() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    parameters { booleanParam(name: 'DEPLOY', defaultValue: false) }
                    stages {
                        stage('Deploy') {
                            when { expression { params.DEPLOY }; expression { echo '> never'; true } }
                            environment { X = "${echo('> never')}" }
                            steps { echo '> never' }
                            post { always { echo '> never' } }
                        }
                        stage('Report') { when { expression { return !params.DEPLOY } }; steps { echo '> reported' } }
                    }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(trial.echoes()).containsExactly("reported");
        assertThat(trial.log()).contains("[Deploy] Stage Deploy is skipped: its when condition does not hold");
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::skipped).containsExactly(true, false);
    }

    @Test
    void skippingReachesInnerStages() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Bad') { steps { error 'broken' } }
                        stage('Group') { stages { stage('Inner') { steps { echo '> never' } } } }
                        stage('Both') { parallel { stage('P') { steps { echo '> never' } } } }
                    }
                }
                """);

        assertThat(trial.echoes()).isEmpty();
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::name).containsExactly("Bad", "Group", "Inner", "Both", "P");
        assertThat(outcome.stages()).extracting(Outcome.StageOutcome::skipped).containsExactly(false, true, true, true, true);
    }

    @Test
    void innerStagesSeeTheOuterEnvironmentAndThePostComesAfterThem() {
        trial.run("""
                pipeline {
                    agent any
                    stages {
                        stage('Group') {
                            environment { X = 'outer' }
                            stages {
                                stage('A') { steps { echo "> ${X}" } }
                                stage('B') { environment { X = "${X}-inner" }; steps { echo "> ${X}" } }
                            }
                            post { success { echo "> post ${X}" } }
                        }
                    }
                }
                """);

        assertThat(trial.echoes()).containsExactly("outer", "outer-inner", "post outer");
    }

    @Test
    void agentNoneLeavesStagesWithoutAWorkspaceUnlessTheyHaveTheirOwn() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent none
                    stages {
                        stage('Here') { agent { label 'gpu' }; steps { sh 'echo "> here"' } }
                        stage('There') { agent { node { label 'cpu' } }; steps { sh 'echo "> there"' } }
                        stage('Nowhere') {
                            steps { sh 'true' }
                        }
                    }
                }
                """);

        assertThat(trial.echoes()).containsExactly("here", "there");
        assertThat(outcome.explanation()).startsWith("Jenkinsfile:7: sh needs a workspace");
    }

    @Test
    void optionsTimeoutHoldsForAStageAndForThePipeline() {
        String pipeline = """
                pipeline {
                    agent any
                    %s
                    stages {
                        stage('One') { %s; steps { script { while (true) { } } }; post { aborted { echo '> stage' } } }
                        stage('Two') { steps { echo '> never' } }
                    }
                    post { aborted { echo '> pipeline' } }
                }
                """;
        String timeout = "options { timeout(time: 30, unit: 'MILLISECONDS') }";

        assertThat(trial.run(pipeline.formatted(timeout, "environment { A = 'a' }")).result()).isEqualTo(Result.ABORTED);
        assertThat(trial.run(pipeline.formatted("", timeout)).result()).isEqualTo(Result.ABORTED);
        assertThat(trial.echoes()).containsExactly("stage", "pipeline", "stage", "pipeline");
    }

    @Test
    void methodsOfTheFileMayBeCalledAsSteps() {
        trial.run("""
                def label = 'outer'
                def say(text) { echo "> ${text}" }
                pipeline {
                    agent any
                    stages { stage('One') { steps { say 'hello'; echo "> ${label}" } } }
                }
                """);

        assertThat(trial.echoes()).containsExactly("hello", "outer");
    }

    @Test
    void theOutcomeTellsWhatFailed() {
        Outcome outcome = trial.run("pipeline { agent any\n stages { stage('One') { steps { error 'x' } } } }");

        assertThat(outcome.toMap()).containsEntry("result", "FAILURE").containsEntry("error", "Jenkinsfile:2: x");
        assertThat(outcome.stages().get(0).result()).isEqualTo(Result.FAILURE);
    }
}
