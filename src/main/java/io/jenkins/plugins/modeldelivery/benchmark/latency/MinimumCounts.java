package io.jenkins.plugins.modeldelivery.benchmark.latency;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many requests a percentile needs before it can be trusted, as MLPerf Inference asks: at 99 % confidence the share
 * of requests above the percentile is known to a twentieth of itself, rounded up to a multiple of 8192. (MLPerf Inference
 * rules, section "Number of queries": 24,576 for p90, 57,344 for p95, 90,112 for p97, 270,336 for p99.)
 */
public final class MinimumCounts {
    private static final double CONFIDENCE = 0.99;
    private static final double SHARE_OF_TAIL = 1.0 / 20;
    private static final long MULTIPLE = 8192;

    private MinimumCounts() {}

    /**
     * The count for a percentile.
     *
     * @param percentile above 0 and below 100
     */
    public static long forPercentile(double percentile) {
        double quantile = percentile / 100;
        double margin = (1 - quantile) * SHARE_OF_TAIL;
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 - CONFIDENCE) / 2);
        double count = z * z * quantile * (1 - quantile) / (margin * margin);
        return (long) Math.ceil(count / MULTIPLE) * MULTIPLE;
    }
}
