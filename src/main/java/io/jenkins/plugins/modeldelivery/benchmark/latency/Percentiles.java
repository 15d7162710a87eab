package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.OrderStatistics;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Reads percentiles with their bounds from a histogram of nanoseconds. The bounds are order statistics and hold for any
 * distribution of independent requests; where the sample is too small for an upper bound it is infinite.
 */
public final class Percentiles {
    private static final double NANOS = 1e9;

    private Percentiles() {}

    /**
     * One percentile in seconds.
     *
     * @param percentile above 0 and below 100
     * @param confidence of the two-sided interval and of each one-sided bound
     */
    public static Estimate of(Histogram histogram, double percentile, double confidence) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return Estimate.exact(Double.NaN, 0);
        }
        double quantile = percentile / 100;
        double tail = 1 - confidence;
        OrderStatistics interval = OrderStatistics.ranks(count, quantile, tail / 2);
        OrderStatistics bounds = OrderStatistics.ranks(count, quantile, tail);
        return new Estimate(
                atRank(histogram, Math.max(1, (long) Math.ceil(quantile * count))),
                atRank(histogram, interval.lower()),
                atRank(histogram, interval.upper()),
                atRank(histogram, bounds.lower()),
                atRank(histogram, bounds.upper()),
                "order statistics",
                count);
    }

    /** The value of this rank in seconds; 0 below the first rank, infinite beyond the last. */
    private static double atRank(Histogram histogram, long rank) {
        if (rank < 1) {
            return 0;
        }
        for (HistogramIterationValue value : histogram.recordedValues()) {
            if (value.getTotalCountToThisValue() >= rank) {
                return histogram.medianEquivalentValue(value.getValueIteratedTo()) / NANOS;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
