package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnergyMeterTest {
    @Test
    void withoutACounterItIsTheIntegralOfThePower() {
        List<GpuSample> samples = DoubleStream.of(0.0, 0.1, 0.3, 1.0).mapToObj(time -> power(time, 100 + 50 * time)).toList();
        GpuUse use = GpuUse.of(samples, 1, 0.95).get(0);
        assertThat(use.energy().value()).isCloseTo(125, within(1e-9));
        assertThat(use.energyMethod()).isEqualTo("integrated power");
    }

    @Test
    void aClockThatIsSetBackOrForthAddsNoEnergy() {
        for (double jump : new double[] {3600, -3600}) {
            List<GpuSample> samples = IntStream.range(0, 100)
                    .mapToObj(i -> power(i * 0.1 + (i < 50 ? 0 : jump), 100))
                    .toList();
            assertThat(energy(samples, 9.8).value()).isCloseTo(980, within(1e-6));
        }
    }

    @Test
    void aCounterIsDifferenced() {
        assertThat(energy(counter(60, 0.25, time -> 1e6 + 300 * time), 60).value()).isCloseTo(18_000, within(1e-6));
    }

    @Test
    void aCounterThatMovesOnlyEveryThirtySecondsIsReadWhereItMoves() {
        // At 60 s only what the exporter saw at 10 and 40 s is known; read at both ends, half of the energy would be missing.
        List<GpuSample> samples = counter(60, 0.25, time -> 1e6 + 300 * (10 + 30 * Math.floor((time - 10) / 30)));
        assertThat(energy(samples, 60).value()).isCloseTo(18_000, within(180.0));
    }

    @Test
    void aCounterThatMovedOnceOrWasResetTellsNothing() {
        assertThat(energy(counter(20, 0.25, time -> time < 10 ? 5 : 9000), 20).value()).isNaN();
        assertThat(energy(counter(20, 0.25, time -> time < 10 ? 9000 + time : time), 20).value()).isNaN();
    }

    @Test
    void anUnsteadyDrawHasAWideInterval() {
        Estimate steady = energy(counter(60, 0.25, time -> 300 * time), 60);
        Estimate unsteady = energy(counter(60, 0.25, time -> 300 * time + 1000 * Math.sin(time / 3)), 60);
        assertThat(steady.high() - steady.low()).isCloseTo(0, within(1e-6));
        assertThat(unsteady.high() - unsteady.low()).isGreaterThan(1000);
        assertThat(unsteady.lowerBound()).isBetween(unsteady.low(), unsteady.value());
    }

    private static Estimate energy(List<GpuSample> samples, double seconds) {
        return new EnergyMeter(samples, seconds).energy(0.95);
    }

    private static List<GpuSample> counter(double seconds, double step, DoubleUnaryOperator joules) {
        return IntStream.rangeClosed(0, (int) (seconds / step))
                .mapToObj(i -> RecordedGpus.sample(i * step, Map.of(GpuField.ENERGY, joules.applyAsDouble(i * step))))
                .toList();
    }

    private static GpuSample power(double time, double watts) {
        return RecordedGpus.sample(time, Map.of(GpuField.POWER, watts));
    }
}
