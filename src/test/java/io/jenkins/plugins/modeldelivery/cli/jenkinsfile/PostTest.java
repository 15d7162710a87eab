package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostTest {
    private static final String ALL = """
            post {
                cleanup { echo '> cleanup' }
                notBuilt { echo '> notBuilt' }
                failure { echo '> failure' }
                unstable { echo '> unstable' }
                unsuccessful { echo '> unsuccessful' }
                success { echo '> success' }
                aborted { echo '> aborted' }
                regression { echo '> regression' }
                fixed { echo '> fixed' }
                changed { echo '> changed' }
                always { echo '> always' }
            }
            """;

    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo 'fine'                                                          | always changed success cleanup
            error 'x'                                                            | always changed unsuccessful failure cleanup
            script { currentBuild.result = 'UNSTABLE' }                          | always changed unsuccessful unstable cleanup
            script { currentBuild.result = 'NOT_BUILT' }                         | always changed unsuccessful notBuilt cleanup
            timeout(time: 9, unit: 'MILLISECONDS') { script { while (true) {} } } | always changed aborted unsuccessful cleanup
            catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') { error 'x' } | always changed success cleanup
            """)
    void conditionsRunInJenkinsOrder(String steps, String conditions) {
        trial.run("pipeline { agent any\n stages { stage('One') { steps { " + steps + " } } }\n" + ALL + "}");

        assertThat(trial.echoes()).isEqualTo(List.of(conditions.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo 'fine'                                                               | always changed success cleanup
            error 'x'                                                                 | always changed unsuccessful failure cleanup
            catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') { error 'x' } | always changed unsuccessful unstable cleanup
            fakeStep verdict: 'WARN'                                                  | always changed unsuccessful unstable cleanup
            """)
    void aStagesConditionsSeeWhatMarkedTheStage(String steps, String conditions) {
        trial.run("pipeline { agent any\n stages { stage('One') { steps { " + steps + " }\n" + ALL + " } } }");

        assertThat(trial.echoes()).isEqualTo(List.of(conditions.split(" ")));
    }

    @Test
    void aFailureInOneConditionDecidesTheLaterOnes() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    stages { stage('One') { steps { echo '> work' } } }
                    post {
                        always { error 'in post' }
                        success { echo '> success' }
                        failure { echo "> failure ${currentBuild.result}" }
                        cleanup { echo '> cleanup' }
                    }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(trial.echoes()).containsExactly("work", "failure FAILURE", "cleanup");
        assertThat(trial.log()).contains("ERROR in post condition always: Jenkinsfile:5: in post");
    }

    @Test
    void theFirstFailureIsTheBuilds() {
        Outcome outcome = trial.run("pipeline { agent any\n stages { stage('One') {\n steps { error 'first' } } }\n"
                + " post { always { error 'second' } } }");

        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:3: first");
    }

    @Test
    void aPipelineThatFailsBeforeItsFirstStageStillRunsPost() {
        Outcome outcome = trial.run("""
                pipeline {
                    agent any
                    environment { X = "${absent}" }
                    stages { stage('One') { steps { echo '> work' } } }
                    post { failure { echo '> failure' } }
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(trial.echoes()).containsExactly("failure");
    }
}
