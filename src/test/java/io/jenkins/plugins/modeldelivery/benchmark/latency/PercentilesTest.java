package io.jenkins.plugins.modeldelivery.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.benchmark.load.Failure;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {
    @ParameterizedTest
    @CsvSource({"90, 24576", "95, 57344", "97, 90112", "99, 270336"})
    void theCountsOfMlPerf(double percentile, long count) {
        assertThat(MinimumCounts.forPercentile(percentile)).isEqualTo(count);
    }

    @Test
    void percentilesAgreeWithTheSortedSampleToThreeDigits() {
        SplittableRandom random = new SplittableRandom(1);
        long[] nanos = new long[10_007];
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) (1e6 * Math.exp(3 * random.nextDouble()));
            histogram.recordValue(nanos[i]);
        }
        Arrays.sort(nanos);
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            double expected = nanos[(int) Math.ceil(percentile / 100 * nanos.length) - 1] / 1e9;
            assertThat(Percentiles.of(histogram, percentile, 0.95).value()).isCloseTo(expected, within(expected / 1000));
        }
    }

    @Test
    void aTailThatTheSampleCannotShowHasNoUpperBound() {
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (int i = 1; i <= 1000; i++) {
            histogram.recordValue(i * 1_000_000L);
        }
        Estimate p9999 = Percentiles.of(histogram, 99.99, 0.95);
        assertThat(p9999.high()).isInfinite();
        assertThat(p9999.upperBound()).isInfinite();
        assertThat(p9999.low()).isLessThanOrEqualTo(p9999.value());
    }

    /** The interval of the median misses the true one in at most about one of twenty samples. */
    @Test
    void theIntervalCoversTheTruth() {
        SplittableRandom random = new SplittableRandom(2);
        int missed = 0;
        for (int sample = 0; sample < 1000; sample++) {
            Histogram histogram = new Histogram(3_600_000_000_000L, 3);
            for (int i = 0; i < 200; i++) {
                histogram.recordValue(1 + (long) (random.nextDouble() * 1e9));
            }
            Estimate median = Percentiles.of(histogram, 50, 0.95);
            missed += median.low() > 0.5 || median.high() < 0.5 ? 1 : 0;
        }
        assertThat(missed).isLessThan(70);
    }

    @Test
    void aStallIsChargedToEveryRequestItDelayed() {
        LatencyRecorder recorder = new LatencyRecorder();
        long second = 1_000_000_000L;
        recorder.completed(0, 0, second, second, Content.ANY);
        recorder.completed(0, second, second + 1000, second + 1000, Content.ANY);
        assertThat(recorder.latency().getMinValue()).isGreaterThan(second * 999 / 1000);
        assertThat(recorder.service().getMinValue()).isLessThan(2000);
        assertThat(recorder.lateCount()).isEqualTo(1);
    }

    @Test
    void recordersOfSeveralLoopsMerge() {
        LatencyRecorder one = new LatencyRecorder();
        LatencyRecorder other = new LatencyRecorder();
        one.completed(0, 0, 1, 1, Content.ANY);
        other.failed(Failure.STATUS, 0, 1);
        other.failed(Failure.TIMEOUT, 0, 1);
        one.add(other);
        assertThat(one.successCount()).isEqualTo(1);
        assertThat(one.failureCount()).isEqualTo(2);
        assertThat(one.failures()).containsEntry(Failure.STATUS, 1L).containsEntry(Failure.TIMEOUT, 1L);
    }
}
