package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ModelStepTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    /** As contracts have it: WARN marks the stage alone, onInconclusive follows onFail unless given. */
    @ParameterizedTest
    @CsvSource({
        "PASS, FAILURE, , SUCCESS, SUCCESS, true",
        "WARN, FAILURE, , SUCCESS, UNSTABLE, true",
        "FAIL, FAILURE, , FAILURE, FAILURE, false",
        "FAIL, UNSTABLE, , UNSTABLE, UNSTABLE, true",
        "FAIL, CONTINUE, , SUCCESS, SUCCESS, true",
        "FAIL, FAILURE, CONTINUE, FAILURE, FAILURE, false",
        "INCONCLUSIVE, FAILURE, , FAILURE, FAILURE, false",
        "INCONCLUSIVE, UNSTABLE, , UNSTABLE, UNSTABLE, true",
        "INCONCLUSIVE, FAILURE, CONTINUE, SUCCESS, SUCCESS, true",
        "INCONCLUSIVE, CONTINUE, FAILURE, FAILURE, FAILURE, false",
    })
    void theVerdictDoesWhatTheStepWasTold(
            String verdict, String onFail, String onInconclusive, Result build, Result stage, boolean goesOn) {
        String inconclusive = onInconclusive == null ? "" : ", onInconclusive: '" + onInconclusive + "'";

        Outcome outcome = trial.runSteps(
                "fakeStep verdict: '" + verdict + "', onFail: '" + onFail + "'" + inconclusive + "\necho '> after'");

        assertThat(outcome.result()).isEqualTo(build);
        assertThat(outcome.stages().get(0).result()).isEqualTo(stage);
        assertThat(trial.echoes().contains("after")).isEqualTo(goesOn);
        assertThat(outcome.reports())
                .containsExactly(new PublishedReport("fakeStep", "fakeStep", Verdict.valueOf(verdict), verdict));
        assertThat(trial.workspace().resolve("output/fakeStep/report.json")).exists();
    }

    @Test
    void aFailedVerdictIsTheReasonOfTheBuild() {
        Outcome outcome = trial.runSteps("fakeStep name: 'digits', verdict: 'FAIL'");

        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:3: fakeStep 'digits': FAIL: told to be FAIL");
    }

    @Test
    void aCallOverSeveralLinesIsNamedByItsFirst() {
        Outcome outcome = trial.runSteps("""
                fakeStep name: 'digits',
                    gates: [
                        'a >= 1'
                    ],
                    sizes: [
                        1,
                        1 + 1
                    ],
                    trouble: 'input'
                """);

        assertThat(outcome.explanation()).startsWith("Jenkinsfile:3: ");
    }

    @Test
    void returnsTheReportAsPlainMaps() {
        trial.run("""
                node {
                    def report = fakeStep gates: ["accuracy >= ${0.9}"], sizes: [1, 2], minRows: 7, verify: true
                    echo "> ${report.verdict} ${report.gates[0].gate} ${report.gates[0].value} ${report.gates[0].high} ${report.sizes}"
                    echo "> ${report.minRows} ${report.verify} ${report.getClass().simpleName}"
                }
                """);

        assertThat(trial.echoes()).containsExactly("PASS accuracy >= 0.9 0.954 null [1, 2]", "7 true LinkedHashMap");
    }

    @Test
    void worksInTheCurrentFolder() {
        trial.runSteps("dir('examples') { sh 'true'\n fakeStep() }");

        assertThat(trial.log()).contains("[One] working in examples", "[One] verdict PASS");
    }

    @Test
    void aSecondUseOfANameIsRefusedWithItsLine() {
        Outcome outcome = trial.runSteps("fakeStep name: 'a'\nfakeStep name: 'b'\nfakeStep name: 'a'");

        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:5: fakeStep: name 'a' is used twice in this build; "
                + "give each use a name of its own, as in name: 'a-2'");
        assertThat(outcome.reports()).extracting(PublishedReport::name).containsExactly("a", "b");
    }

    @Test
    void aUseThatLeftNoReportMayBeRetried() {
        Outcome outcome = trial.run(
                "int n = 0\nnode { retry(2) { n++; fakeStep name: 'a', trouble: n == 1 ? 'surroundings' : '' } }");

        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void aNameThatTheOutputFolderNeedsIsRefused() {
        assertThat(trial.runSteps("fakeStep name: 'index.html'").explanation())
                .contains("name 'index.html' is a file of the run's report; choose another name");
    }

    @Test
    void badInputAndBrokenSurroundingsFailTheBuildAndKeepTheirKind() {
        Outcome input = trial.runSteps("fakeStep trouble: 'input'");
        Outcome surroundings = trial.runSteps("fakeStep trouble: 'surroundings'");

        assertThat(input.result()).isEqualTo(Result.FAILURE);
        assertThat(input.error()).containsInstanceOf(InvalidInputException.class);
        assertThat(input.explanation()).isEqualTo("Jenkinsfile:3: fakeStep: inputs 'x.csv' does not exist; give one that does");
        assertThat(surroundings.result()).isEqualTo(Result.FAILURE);
        assertThat(surroundings.error()).containsInstanceOf(SurroundingsException.class);
        assertThat(surroundings.reports()).isEmpty();
    }

    @Test
    void aTimeoutStopsTheWork() {
        assertThat(trial.run("node { timeout(time: 30, unit: 'MILLISECONDS') { fakeStep trouble: 'hang' } }").result())
                .isEqualTo(Result.ABORTED);
    }
}
