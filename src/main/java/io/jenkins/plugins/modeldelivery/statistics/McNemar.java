package io.jenkins.plugins.modeldelivery.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether two paired shares differ, from the pairs that differ. Source: Q. McNemar, "Note on the sampling error of the
 * difference between correlated proportions or percentages", Psychometrika 12 (1947); exact form.
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
        int pairs = Math.toIntExact(first + second);
        if (pairs == 0) {
            return 1;
        }
        int fewer = (int) Math.min(first, second);
        return Math.min(1, 2 * BinomialDistribution.of(pairs, 0.5).cumulativeProbability(fewer));
    }
}
