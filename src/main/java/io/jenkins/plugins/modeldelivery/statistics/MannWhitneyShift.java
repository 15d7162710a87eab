package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * By how much one sample is shifted against another: the interval of shifts that the rank-sum test does not reject, with
 * the normal approximation corrected for continuity and ties, and the shift that splits it, the Hodges-Lehmann estimate
 * (Mann, Whitney 1947; Hodges, Lehmann 1963; Bauer 1972, "Constructing confidence sets using rank statistics").
 */
public final class MannWhitneyShift {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double[] x;
    private final double[] y;
    private final double tolerance;

    /**
     * Takes two samples, each with at least one finite value.
     *
     * @param tolerance how near the shifts are found, absolute, in the unit of the samples
     */
    public MannWhitneyShift(double[] x, double[] y, double tolerance) {
        this.x = x.clone();
        this.y = y.clone();
        this.tolerance = tolerance;
        Arrays.sort(this.x);
        Arrays.sort(this.y);
    }

    /** The interval and the estimate of the shift. */
    public record Shift(double low, double high, double estimate) {}

    /**
     * The shift of x against y.
     *
     * @param confidence of the two-sided interval
     * @throws IllegalArgumentException if each sample is constant, so that ranks say nothing
     */
    public Shift shift(double confidence) {
        double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
        return new Shift(bounded(z), bounded(-z), zero(0));
    }

    /** The least shift that can be asked for: it puts all of x above y. */
    public double least() {
        return x[0] - y[y.length - 1];
    }

    /** The greatest shift that can be asked for. */
    public double greatest() {
        return x[x.length - 1] - y[0];
    }

    /** The test's standard normal statistic when x is shifted back by {@code shift}, less {@code z}. */
    public double statistic(double shift, double z) {
        double n = x.length;
        double m = y.length;
        double rankSum = 0;
        double ties = 0;
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            double nextX = i < x.length ? x[i] - shift : Double.POSITIVE_INFINITY;
            double nextY = j < y.length ? y[j] : Double.POSITIVE_INFINITY;
            double value = Math.min(nextX, nextY);
            int before = i + j;
            int ofX = i;
            while (i < x.length && x[i] - shift == value) {
                i++;
            }
            while (j < y.length && y[j] == value) {
                j++;
            }
            double tied = i + j - before;
            rankSum += (i - ofX) * (before + (tied + 1) / 2);
            ties += tied * tied * tied - tied;
        }
        double distance = rankSum - n * (n + 1) / 2 - n * m / 2;
        double variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
        if (!(variance > 0)) {
            throw new IllegalArgumentException("all values are tied");
        }
        return (distance - Math.signum(distance) * 0.5) / Math.sqrt(variance) - z;
    }

    /** Where the statistic crosses {@code z}, without regard to whether it does within the bounds. */
    public double zero(double z) {
        return BrentZero.find(
                shift -> statistic(shift, z), least(), greatest(), statistic(least(), z), statistic(greatest(), z), tolerance);
    }

    private double bounded(double z) {
        if (statistic(least(), z) <= 0) {
            return least();
        }
        return statistic(greatest(), z) >= 0 ? greatest() : zero(z);
    }
}
