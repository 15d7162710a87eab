package io.jenkins.plugins.modeldelivery.judge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the judge promises, measured over simulated canaries with fixed seeds; {@link JudgeSoakTest} runs ten times as many. */
class JudgeBarsTest {
    private final Simulation simulation = new Simulation(runs(), Bars.SEED);

    int runs() {
        return 400;
    }

    @Test
    void atMostAlphaOfInnocentCanariesAreRolledBack() {
        assertThat(Bars.falseAlarms(simulation))
                .allSatisfy(outcome -> assertThat(outcome.share().value()).as(outcome.scenario()).isLessThanOrEqualTo(0.05));
    }

    @Test
    void burstsOfTheCanaryAloneAreNoRegressionWherePodsAreSeen() {
        AtomicLong seed = new AtomicLong(Bars.SEED);
        Outcome outcome = simulation.run(Bars.calibrated().get(0), "judge", () ->
                new BurstingCanary(new JudgeRule(Bars.ERRORS), seed.addAndGet(7919)));
        assertThat(outcome.share().value()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void regressionsAreFoundInMinutes() {
        Map<Double, Outcome> found = Bars.regressions(simulation);
        assertThat(found.get(2.0).share().value()).isGreaterThanOrEqualTo(0.70);
        assertThat(found.get(3.0).share().value()).isGreaterThanOrEqualTo(0.99);
        assertThat(found.get(3.0).medianMinute()).isLessThanOrEqualTo(12);
        assertThat(found.get(6.0).medianMinute()).isLessThanOrEqualTo(3);
        assertThat(found.get(20.0).medianMinute()).isLessThanOrEqualTo(1);
    }

    @Test
    void aSlowerTailIsFoundWhereverTheBucketBoundLies() {
        for (double bound : new double[] {0.9, 1, 1.1}) {
            Outcome worse = simulation.run(Bars.latency(bound, 1.2), "judge", () -> new JudgeRule(Bars.LATENCY));
            assertThat(worse.shareWithin(15).value()).as(worse.scenario()).isGreaterThanOrEqualTo(0.95);
            Outcome same = simulation.run(Bars.latency(bound, 1), "judge", () -> new JudgeRule(Bars.LATENCY));
            assertThat(same.share().value()).as(same.scenario()).isLessThanOrEqualTo(0.05);
        }
    }
}
