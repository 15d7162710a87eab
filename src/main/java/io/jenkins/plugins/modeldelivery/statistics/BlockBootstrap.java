package io.jenkins.plugins.modeldelivery.statistics;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals of statistics that are functions of sums over rows, in memory that does not grow with the rows. Rows were
 * spread over blocks at random and each block keeps its sums; a replicate weights the blocks with exponential masses
 * (Rubin, "The Bayesian bootstrap", 1981). The deviations of the replicates are widened by Student's t for the number of
 * blocks, so that few rows do not look more certain than they are. Sums of two models over the same rows in the
 * same block get the same mass, which makes differences paired.
 */
public final class BlockBootstrap {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

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
        double[] centre = statistics.apply(sums(null));
        double widening = widening(confidence);
        double[][] draws = new double[values.length][replicates];
        ContinuousSampler exponential = ZigguratSampler.Exponential.of(new SplittableRandom(seed)::nextLong);
        for (int replicate = 0; replicate < replicates; replicate++) {
            double[] drawn = statistics.apply(sums(exponential));
            for (int i = 0; i < values.length; i++) {
                draws[i][replicate] = values[i] + widening * (drawn[i] - centre[i]);
            }
        }
        for (int i = 0; i < values.length; i++) {
            estimates[i] =
                    new Replicates(draws[i], draws[i]).estimate(values[i], confidence, "bootstrap", count);
        }
        return estimates;
    }

    private double widening(double confidence) {
        double freedom = blocks.length - 1.0;
        double tail = 1 - confidence;
        double student = TDistribution.of(freedom).inverseSurvivalProbability(tail);
        double ratio = student / NORMAL.inverseSurvivalProbability(tail);
        return ratio * Math.sqrt((freedom + 2) / freedom);
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
