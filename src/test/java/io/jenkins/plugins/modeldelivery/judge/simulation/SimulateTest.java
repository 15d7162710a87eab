package io.jenkins.plugins.modeldelivery.judge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
    @TempDir
    private Path folder;

    @Test
    void aPlanIsTriedOutWithAndWithoutRegressions() throws Exception {
        SimulationReport report = run(Map.of(
                "checks", List.of("errors not worse"), "errorFactors", List.of("20"), "runs", "50", "weights", "5,25"));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.envelope().reasons()).hasSize(2);
        assertThat(report.envelope().reasons().get(0)).startsWith("nothing wrong: ").contains("% passed");
        assertThat(report.envelope().reasons().get(1)).startsWith("errors x20: 100.0% rolled back").endsWith("0.0% passed");
        SimulationPresentation presentation = new SimulationPresentation();
        assertThat(presentation.document(report.toMap()).blocks()).hasSize(1);
        assertThat(presentation.badge(report.toMap())).contains("false alarms");
    }

    @Test
    void theSameSeedGivesTheSameTable() throws Exception {
        Map<String, ?> plan = Map.of("checks", List.of("errors not worse"), "runs", "20", "stablePods", "3");
        assertThat(run(plan).details()).isEqualTo(run(plan).details());
    }

    @ParameterizedTest
    @CsvSource({"runs,0", "weights,0", "minutes,0", "errorRate,1", "persistence,1", "errorFactors,x", "requestsPerMinute,0", "stablePods,0", "rates,accuracy", "rates,accuracy=0.9", "rates,accuracy=2:1", "latencyBounds,-1"})
    void aPlanThatCannotBeIsRefusedInOneLine(String field, String value) {
        assertThatThrownBy(() -> run(Map.of("checks", List.of("errors not worse"), field, value)))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .contains(";")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"higher metric(x) not worse by 0.01,only errors", "accuracy not worse by 0.01,rates", "latency p99 not worse,give latencyBounds"})
    void aCheckThatNothingIsSimulatedForIsRefused(String check, String cure) {
        assertThatThrownBy(() -> run(Map.of("checks", List.of(check))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cure);
    }

    @Test
    void otherSharesAreSimulated() throws Exception {
        SimulationReport report = run(Map.of(
                "checks", List.of("accuracy not worse by 0.05", "disagreement <= 5%", "higher rate(checkout) not worse by 50%"),
                "rates", List.of("accuracy=0.9:0.7", "disagreement=0.01:0.01", "checkout = .2:.2"),
                "errorFactors", "1", "runs", "30"));
        assertThat(report.envelope().reasons()).first().asString().startsWith("nothing wrong: 0.0% rolled back").endsWith("100.0% passed");
        assertThat(report.envelope().reasons()).last().asString().startsWith("errors x1, accuracy 0.9 to 0.7: 100.0% rolled back");
    }

    @Test
    void aSlowerTailIsSimulated() throws Exception {
        SimulationReport report = run(Map.of(
                "checks", List.of("latency p99 not worse"), "latencyBounds", "0.1,0.32,0.5,1", "latencyFactor", "2",
                "errorFactors", "1", "runs", "30", "weights", "50"));
        assertThat(report.envelope().reasons()).last().asString().startsWith("errors x1, latency x2: 100.0% rolled back");
    }

    private SimulationReport run(Map<String, ?> plan) throws InterruptedException {
        try (LocalWorkbench bench = new LocalWorkbench(folder, folder, Map.of(), Clock.systemUTC(), line -> {})) {
            return new Simulate().run(plan, bench);
        }
    }
}
