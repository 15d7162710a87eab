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
}
