package io.jenkins.plugins.modeldelivery.statistics;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Intervals of statistics that are functions of sums over rows, in memory that does not grow with the rows. Rows were
 * spread over blocks at random and each block keeps its sums; a replicate weights the blocks with exponential masses
 * (Rubin, "The Bayesian bootstrap", 1981). The interval is the outer one of two: the percentiles of the replicates, which
 * follow a skewed statistic, and Student's with the replicates' standard deviation, which a single outlier does not
 * mislead. Sums of two models over the same rows in the same block get the same mass, which makes differences paired.
 */
public final class BlockBootstrap {
    private final double[][] blocks;
    private final long count;
    private final long seed;
    private final int replicates;

    /**
     * Makes a bootstrap of blocks.
     *
     * @param blocks for each block that holds a row its sums
     * @param count rows in all blocks
     */
    public BlockBootstrap(double[][] blocks, long count, long seed, int replicates) {
        this.blocks = blocks.clone();
        this.count = count;
        this.seed = seed;
        this.replicates = replicates;
    }

    /**
     * Estimates several statistics from the same draws.
     *
     * @param values the statistics of all rows, from their exact sums
     * @param statistics from a replicate's sums to the statistics; NaN where one is undefined
     */
    public Estimate[] estimates(double[] values, UnaryOperator<double[]> statistics, double confidence) {
        Estimate[] estimates = new Estimate[values.length];
        if (blocks.length < 2) {
            for (int i = 0; i < values.length; i++) {
                estimates[i] = StudentInterval.unknown(values[i], "bootstrap", count);
            }
            return estimates;
        }
        // Exponential masses spread a mean of b blocks by its variance over b + 1, which should be b - 1.
        double unbiased = Math.sqrt((blocks.length + 1.0) / (blocks.length - 1.0));
        double[] centre = statistics.apply(sums(null));
        double[][] draws = new double[values.length][replicates];
        ContinuousSampler exponential = ZigguratSampler.Exponential.of(new SplittableRandom(seed)::nextLong);
        for (int replicate = 0; replicate < replicates; replicate++) {
            double[] drawn = statistics.apply(sums(exponential));
            for (int i = 0; i < values.length; i++) {
                draws[i][replicate] = values[i] + unbiased * (drawn[i] - centre[i]);
            }
        }
        for (int i = 0; i < values.length; i++) {
            estimates[i] = estimate(values[i], draws[i], confidence);
        }
        return estimates;
    }

    private Estimate estimate(double value, double[] draws, double confidence) {
        Replicates replicated = new Replicates(draws, draws);
        Estimate student = StudentInterval.estimate(
                value, replicated.deviation(value), blocks.length - 1.0, confidence, "bootstrap", count);
        return replicated.estimate(value, confidence, "bootstrap", count).outer(student);
    }

    /** The sums of all rows, or of a replicate when {@code masses} is given. */
    private double[] sums(ContinuousSampler masses) {
        double[] sums = new double[blocks[0].length];
        for (double[] block : blocks) {
            double mass = masses == null ? 1 : masses.sample();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += mass * block[i];
            }
        }
        return sums;
    }
}
