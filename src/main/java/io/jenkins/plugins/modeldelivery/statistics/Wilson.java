package io.jenkins.plugins.modeldelivery.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a proportion. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22 (1927). Weighted rows enter with Kish's effective number of trials (sum w)^2 / sum w^2.
 */
public final class Wilson {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Wilson() {}

    /**
     * Estimates a proportion.
     *
     * @param share the proportion seen, 0 to 1
     * @param trials the effective number of trials; with none the interval is all of 0 to 1
     * @param confidence between 0 and 1
     * @param count rows that it rests on
     */
    public static Estimate estimate(double share, double trials, double confidence, long count) {
        double two = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
        double one = NORMAL.inverseSurvivalProbability(1 - confidence);
        return new Estimate(
                share,
                end(share, trials, -two),
                end(share, trials, two),
                end(share, trials, -one),
                end(share, trials, one),
                "wilson",
                count);
    }

    /** The point below which a standard normal variable lies with this probability. */
    public static double quantile(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }

    private static double end(double share, double trials, double z) {
        if (!(trials > 0)) {
            return z < 0 ? 0 : 1;
        }
        double squared = z * z / trials;
        double centre = share + squared / 2;
        double half = z * Math.sqrt(share * (1 - share) / trials + squared / (4 * trials));
        double end = (centre + half) / (1 + squared);
        return z < 0 ? Math.max(0, Math.min(end, share)) : Math.min(1, Math.max(end, share));
    }
}
