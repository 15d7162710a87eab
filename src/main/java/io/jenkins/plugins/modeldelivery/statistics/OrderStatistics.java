package io.jenkins.plugins.modeldelivery.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Distribution-free bounds for a quantile: the number of sample values below the p-quantile is binomial, so two ranks
 * enclose it with the asked confidence whatever the distribution. David and Nagaraja, Order Statistics, 3rd edition,
 * section 7.1.
 *
 * @param lower rank, counted from 1, of the sample value that is a lower bound; 0 when the sample is too small for one
 * @param upper rank of the upper bound; {@code count + 1} when the sample is too small for one
 */
public record OrderStatistics(long lower, long upper) {
    /**
     * The ranks whose values enclose the quantile.
     *
     * @param count sample size, 1 to 2^31 - 1
     * @param quantile above 0 and below 1
     * @param tail the probability of missing on each side: half of alpha for a two-sided interval, alpha for one bound
     */
    public static OrderStatistics ranks(long count, double quantile, double tail) {
        BinomialDistribution below = BinomialDistribution.of(Math.toIntExact(count), quantile);
        long lower = below.inverseCumulativeProbability(tail);
        long upper = below.inverseSurvivalProbability(tail) + 1L;
        return new OrderStatistics(lower, upper);
    }

    public boolean hasLower() {
        return lower >= 1;
    }

    public boolean hasUpper(long count) {
        return upper <= count;
    }
}
