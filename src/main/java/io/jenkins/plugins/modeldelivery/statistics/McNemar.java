package io.jenkins.plugins.modeldelivery.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether two paired shares differ, from the pairs that differ. Source: Q. McNemar, "Note on the sampling error of the
 * difference between correlated proportions or percentages", Psychometrika 12 (1947); exact form,
 * normal beyond two thousand million pairs.
 */
public final class McNemar {
    private McNemar() {}

    /**
     * The two-sided p value.
     *
     * @param first pairs in which only the first is right
     * @param second pairs in which only the second is right
     */
    public static double exact(long first, long second) {
        long pairs = first + second;
        if (pairs == 0) {
            return 1;
        }
        long fewer = Math.min(first, second);
        double tail = pairs <= Integer.MAX_VALUE
                ? BinomialDistribution.of((int) pairs, 0.5).cumulativeProbability((int) fewer)
                : NormalDistribution.of(pairs / 2.0, Math.sqrt(pairs) / 2).cumulativeProbability(fewer + 0.5);
        return Math.min(1, 2 * tail);
    }
}
