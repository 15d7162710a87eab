package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampledMeanTest {
    @Test
    void theIntervalIsThatOfPartsOfEqualTime() {
        // Ten seconds, each at a power of its own: 100, 110, … 190 W; the standard deviation is 30.277 W, t(9) = 2.262.
        Estimate power = mean(100, i -> 100 + 10 * (i / 10));
        assertThat(power.value()).isCloseTo(145, within(1e-9));
        assertThat(power.high() - power.value()).isCloseTo(2.262157 * 30.276504 / Math.sqrt(10), within(0.5));
        assertThat(power.upperBound()).isBetween(power.value(), power.high());
    }

    @Test
    void aSteadyValueIsKnownExactly() {
        Estimate power = mean(100, i -> 70);
        assertThat(power.low()).isCloseTo(70, within(1e-9));
        assertThat(power.high()).isCloseTo(70, within(1e-9));
    }

    @Test
    void whatIsNotSupportedIsNotZeroAndASingleLookDecidesNothing() {
        assertThat(mean(0, i -> 0).value()).isNaN();
        Estimate one = mean(1, i -> 70);
        assertThat(one.value()).isEqualTo(70);
        assertThat(one.lowerBound()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(one.upperBound()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    private static Estimate mean(int count, IntToDoubleFunction watts) {
        List<GpuSample> samples = IntStream.range(0, count)
                .mapToObj(i -> RecordedGpus.sample(i * 0.1, Map.of(GpuField.POWER, watts.applyAsDouble(i))))
                .toList();
        return SampledMean.of(samples, GpuField.POWER, 0.95);
    }
}
