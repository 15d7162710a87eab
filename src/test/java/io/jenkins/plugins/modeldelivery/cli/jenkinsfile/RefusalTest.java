package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not supported is refused by name, with the line, and before anything has run wherever the file shows it. */
class RefusalTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            junit '*.xml'                                    | 'junit' is not supported
            withCredentials([]) { }                          | 'withCredentials' is not supported
            if (false) { input 'sure?' }                     | 'input' is not supported
            this.checkout()                                  | 'checkout' is not supported
            [1].each { sleep 5 }                             | 'sleep' is not supported
            sh script: 'true', encoding: 'UTF-8'             | sh: its parameter 'encoding' is not supported
            timeout(time: 1, activity: true) { }             | timeout: its parameter 'activity' is not supported
            fakeStep verdikt: 'PASS'                         | fakeStep: its parameter 'verdikt' is not supported
            gpuBenchmark url: 'x'                            | 'gpuBenchmark' is not supported
            docker.image('x').inside { }                     | 'docker' is not supported
            echo currentBuild.displayName                    | 'currentBuild.displayName' is not supported
            currentBuild.getRawBuild()                       | 'currentBuild.getRawBuild' is not supported
            @Library('shared') _                             | '@Library' is not supported
            pipeline { agent any; stages { stage('A') { steps { echo '' } } } } ; pipeline { }  | a second 'pipeline' may not stand
            """)
    void refusesSteps(String statement, String refusal) {
        assertThatThrownBy(() -> trial.run("echo '> ran'\n\n" + statement))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Jenkinsfile:3: " + refusal)
                .message().hasLineCount(1);
        assertThat(trial.log()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tools { maven '3' }                     | 3 | 'tools' is not supported in 'pipeline'
            triggers { cron('@daily') }             | 3 | 'triggers' is not supported in 'pipeline'
            libraries { lib('x') }                  | 3 | 'libraries' is not supported in 'pipeline'
            options { timestamps() }                | 3 | 'timestamps' is not supported in 'options'
            options { retry(2) }                    | 3 | 'retry' is not supported in 'options'
            parameters { password(name: 'X') }      | 3 | 'password' is not supported in 'parameters'
            parameters { string(nome: 'X') }        | 3 | string: its parameter 'nome' is not supported
            post { sometimes { echo '' } }          | 3 | 'sometimes' is not supported in 'post'
            post { always { junit 'x' } }           | 3 | 'junit' is not supported outside Jenkins
            post { always { if (true) { echo '' } } } | 3 | this statement may not stand in 'always'
            environment { X = credentials('id') }   | 3 | 'credentials' is not supported
            environment { A = "$B"; B = "$A" }      | 3 | 'B' may not use 'A'
            environment { println 'x' }             | 3 | this statement may not stand in 'environment'
            agent none                              | 3 | 'agent' may stand only once in 'pipeline'
            def x = 1                               | 3 | this statement may not stand in 'pipeline'
            """)
    void refusesDirectivesOfAPipeline(String directive, int line, String refusal) {
        assertThatThrownBy(() -> trial.run("pipeline {\n agent any\n" + directive
                        + "\n stages { stage('One') { steps { echo '> ran' } } } }"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Jenkinsfile:" + line + ": " + refusal);
        assertThat(trial.log()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input { message 'sure?' }               | 'input' is not supported in 'stage'
            matrix { axes { } }                     | 'matrix' is not supported in 'stage'
            when { branch 'main' }                  | 'branch' is not supported in 'when'
            when { not { expression { true } } }    | 'not' is not supported in 'when'
            agent { docker 'maven' }                | agent 'docker' is not supported
            agent { node { customWorkspace 'x' } }  | 'customWorkspace' is not supported in 'node'
            agent kubernetes                        | agent 'kubernetes' is not supported
            options { skipDefaultCheckout() }       | 'skipDefaultCheckout' is not supported in 'options'
            stages { step('x') { } }                | line 5 ('step')
            """)
    void refusesDirectivesOfAStage(String directive, String refusal) {
        assertThatThrownBy(() -> trial.run(
                        "pipeline {\n agent any\n stages {\n stage('One') {\n" + directive + "\n steps { echo '> ran' } } } }"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Jenkinsfile:")
                .hasMessageContaining(refusal);
        assertThat(trial.log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"if (true) { echo 'x' }", "def x = 1", "x = 1", "'a'.trim()", "dir('x') { for (i in 1..2) { echo 'x' } }"})
    void onlyStepsMayStandInSteps(String statement) {
        assertThatThrownBy(() -> trial.runSteps(statement)).hasMessageStartingWith("Jenkinsfile:3: this statement may not stand in");
    }

    @Test
    void anythingMayStandInScript() {
        Outcome outcome = trial.runSteps("script { def x = 1; if (x == 1) { echo '> ran' } }");

        assertThat(outcome.error()).isEmpty();
        assertThat(trial.echoes()).containsExactly("ran");
    }

    @Test
    void namesTheOtherRefusalsInTheSameLine() {
        assertThatThrownBy(() -> trial.run("junit 'x'\n\nstage('x') {\n input 'y' }"))
                .hasMessageStartingWith("Jenkinsfile:1: 'junit' is not supported")
                .hasMessageEndingWith("also refused: line 4 ('input')");
    }

    @Test
    void aCallThatOnlyRunningShowsIsRefusedWhenReachedAndCannotBeHidden() {
        Outcome outcome = trial.run("def name = 'junit'\ntry {\n  \"${name}\"('*.xml')\n} catch (e) { echo '> caught' }");

        assertThat(trial.echoes()).containsExactly("caught");
        assertThat(outcome.error()).containsInstanceOf(InvalidInputException.class);
        assertThat(outcome.explanation()).startsWith("Jenkinsfile:3: 'junit' is not supported");
    }

    @Test
    void aBlockWithOtherMethodsAtHandMayCallThem() {
        Outcome outcome = trial.run("def text = new StringBuilder()\ntext.with { append('built') }\necho \"> ${text}\"");

        assertThat(outcome.error()).isEmpty();
        assertThat(trial.echoes()).containsExactly("built");
    }

    @Test
    void anUnsupportedStepInSuchABlockIsRefusedWhenReached() {
        Outcome outcome = trial.run("'x'.with {\n  junit it\n}");

        assertThat(outcome.explanation()).startsWith("Jenkinsfile:2: 'junit' is not supported");
    }

    @Test
    void brokenGroovyIsRefusedWithItsLine() {
        assertThatThrownBy(() -> trial.run("node {\n  echo 'x'\n"))
                .isInstanceOf(InvalidInputException.class)
                .message().startsWith("Jenkinsfile:").contains("expecting '}'").hasLineCount(1);
        assertThatThrownBy(() -> trial.run("import hudson.absent.Thing\n"))
                .hasMessage("Jenkinsfile:1: unable to resolve class hudson.absent.Thing; "
                        + "classes of Jenkins and its plugins do not exist outside it");
    }

    @Test
    void aParameterThatIsNotDeclaredOrDoesNotFitIsRefused() {
        String pipeline = "pipeline { agent any\n parameters { choice(name: 'SIZE', choices: ['s', 'l']); booleanParam(name: 'LOUD') }\n"
                + " stages { stage('One') { steps { echo '> ran' } } } }";

        assertThat(trial.run(pipeline, Map.of("COLOR", "red")).explanation())
                .endsWith("parameter 'COLOR' is not declared by the Jenkinsfile; it declares SIZE, LOUD");
        assertThat(trial.run(pipeline, Map.of("SIZE", "m")).explanation())
                .endsWith("parameter 'SIZE' is 'm'; choose one of s, l");
        assertThat(trial.run(pipeline, Map.of("LOUD", "yes")).explanation())
                .endsWith("parameter 'LOUD' is 'yes'; write true or false");
        assertThat(trial.echoes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stage('x')                  | stage needs a block
            echo('x') { }               | echo takes no block
            echo 'a', 'b'               | echo cannot be called with 2 arguments
            writeFile 'x'               | writeFile cannot be called with 1 bare argument
            parallel a: 1               | parallel: a '1' is not a block
            parallel([:])               | parallel has no branch
            retry('many') { }           | retry: count 'many' is not a whole number of at least 1
            currentBuild.result = 'OK'  | currentBuild.result 'OK' is not a result
            catchError(stageResult: 'BAD') { } | catchError: stageResult 'BAD' is not a result
            env = 1                     | the variable 'env' cannot be replaced
            """)
    void aStepCalledWronglyFailsTheBuildWithItsLine(String statement, String cause) {
        Outcome outcome = trial.run("\n" + statement);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.error()).containsInstanceOf(InvalidInputException.class);
        assertThat(outcome.explanation()).startsWith("Jenkinsfile:2: " + cause);
    }
}
