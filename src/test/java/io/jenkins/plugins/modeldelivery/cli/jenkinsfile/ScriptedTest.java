package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @Test
    void runsGroovyWithMethodsVariablesAndClosures() {
        Outcome outcome = trial.run("""
                def greet(name) { echo "> hello ${name}" }
                @NonCPS
                def total(list) { list.inject(0) { a, b -> a + b } }
                shared = 'binding'
                def shout = { text -> echo '> ' + text.toUpperCase() }
                node('anywhere') {
                    stage('Greet') {
                        ['a', 'b'].each { greet it }
                        shout 'loud'
                        echo "> ${total([1, 2, 3])} ${shared}"
                        println '> printed'
                        print sprintf('> %s', 'formatted')
                    }
                }
                """);

        assertThat(outcome.error()).isEmpty();
        assertThat(trial.echoes()).containsExactly("hello a", "hello b", "LOUD", "6 binding", "printed", "formatted");
    }

    @Test
    void fieldsAreSeenInMethods() {
        trial.run("import groovy.transform.Field\n@Field def limit = 3\ndef twice() { limit * 2 }\necho \"> ${twice()}\"");

        assertThat(trial.echoes()).containsExactly("6");
    }

    @Test
    void blocksReturnTheirLastValue() {
        trial.run("""
                def value = node { stage('One') { timeout(1) { retry(2) { dir('sub') { 'inner' } } } } }
                echo "> ${value}"
                """);

        assertThat(trial.echoes()).containsExactly("inner");
    }

    @Test
    void assignsEnvironmentForTheWholeBuildButEnclosingBlocksWin() {
        trial.run("""
                pipeline {
                    agent any
                    environment { FIXED = 'declared' }
                    stages {
                        stage('One') { steps { script { env.FIXED = 'assigned'; env.FREE = 'set'; env.NUMBER = 3 } } }
                        stage('Two') { steps { sh 'echo "> $FIXED $FREE $NUMBER $STAGE_NAME"' } }
                    }
                }
                """);

        assertThat(trial.echoes()).contains("declared set 3 Two");
    }

    @Test
    void knowsTheBuildsFacts() {
        trial.run("node { echo \"> ${env.BUILD_NUMBER} ${JOB_NAME} ${env.WORKSPACE == pwdOf()} ${env.ABSENT}\" }\n"
                + "def pwdOf() { sh(script: 'pwd', returnStdout: true).trim() }");

        assertThat(trial.echoes()).contains("1 workspace true null");
    }

    @Test
    void takesParametersOfAScriptedFileAsGiven() {
        trial.run("echo \"> ${params.MODEL} ${MODEL} ${env.MODEL}\"", Map.of("MODEL", "fraud"));

        assertThat(trial.echoes()).containsExactly("fraud fraud fraud");
    }

    @Test
    void anUnknownVariableFailsTheBuildWithItsLine() {
        Outcome outcome = trial.run("node {\n  echo \"${missing}\"\n}");

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.explanation()).startsWith("Jenkinsfile:2: MissingPropertyException").contains("missing");
    }

    @Test
    void theResultOnlyGetsWorse() {
        Outcome outcome = trial.run("""
                echo "> ${currentBuild.result} ${currentBuild.currentResult}"
                currentBuild.result = 'UNSTABLE'
                currentBuild.result = 'SUCCESS'
                echo "> ${currentBuild.result} ${currentBuild.getCurrentResult()}"
                """);

        assertThat(outcome.result()).isEqualTo(Result.UNSTABLE);
        assertThat(trial.echoes()).containsExactly("null SUCCESS", "UNSTABLE UNSTABLE");
    }

    @Test
    void aJenkinsfileMayCatchWhatAStepThrows() {
        Outcome outcome = trial.run("""
                try { error "broken ${1}" } catch (e) { echo "> ${e.message}" } finally { echo '> finally' }
                """);

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(trial.echoes()).containsExactly("broken 1", "finally");
    }

    @Test
    void stepsThatNeedAWorkspaceSayHowToGetOne() {
        Outcome outcome = trial.run("sh 'true'");

        assertThat(outcome.explanation())
                .isEqualTo("Jenkinsfile:1: sh needs a workspace; put it inside node { } or give the stage an agent");
    }

    @Test
    void anAssertionFailsTheBuild() {
        Outcome outcome = trial.run("assert 1 == 2");

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.explanation()).startsWith("Jenkinsfile:1: PowerAssertionError: assert 1 == 2");
    }
}
