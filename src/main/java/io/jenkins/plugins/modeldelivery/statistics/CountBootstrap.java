package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Intervals of statistics that are functions of a table of counts, at a cost that does not grow with the rows. A replicate
 * draws each cell from a Gamma distribution with the cell's mean and variance (Rubin, "The Bayesian bootstrap", 1981, on
 * grouped rows). For each end of the interval one more row of random mass joins the cell where it moves the statistic
 * furthest towards that end (Gaffke 2005; Learned-Miller and Thomas 2019). With that row the interval of a proportion is
 * Clopper and Pearson's, a paired difference of two proportions excludes zero exactly when McNemar's exact test does, and
 * a cell that nothing fell into still counts as uncertain.
 *
 * <p>The draws depend on the seed and the table only, so the order of rows does not show.
 */
public final class CountBootstrap {
    private final double[] weights;
    private final double[] squares;
    private final int[] extras;
    private final double extraMass;
    private final long count;
    private final long seed;
    private final int replicates;

    /**
     * Makes a bootstrap of a table.
     *
     * @param weights sum of the rows' weights in each cell; for unweighted rows, their number
     * @param squares sum of the squared weights in each cell
     * @param extras the cells that the one more row may join
     * @param count rows in the table
     */
    public CountBootstrap(double[] weights, double[] squares, int[] extras, long count, long seed, int replicates) {
        this.weights = weights.clone();
        this.squares = squares.clone();
        this.extras = extras.clone();
        this.count = count;
        this.seed = seed;
        this.replicates = replicates;
        this.extraMass = sum(squares) / sum(weights);
    }

    /**
     * Estimates several statistics from the same draws.
     *
     * @param statistics from the cells' weights to the statistics; NaN where one is undefined
     */
    public Estimate[] estimates(UnaryOperator<double[]> statistics, double confidence) {
        double[] values = statistics.apply(weights);
        int[] lowering = extremes(statistics, values.length, -1);
        int[] raising = extremes(statistics, values.length, 1);
        double[][] low = new double[values.length][replicates];
        double[][] high = new double[values.length][replicates];
        Draws draws = new Draws();
        for (int replicate = 0; replicate < replicates; replicate++) {
            draws.next();
            for (int extra : extras) {
                if (contains(lowering, extra) || contains(raising, extra)) {
                    double[] shifted = draws.with(extra, statistics);
                    for (int i = 0; i < values.length; i++) {
                        if (lowering[i] == extra) {
                            low[i][replicate] = shifted[i];
                        }
                        if (raising[i] == extra) {
                            high[i][replicate] = shifted[i];
                        }
                    }
                }
            }
        }
        Estimate[] estimates = new Estimate[values.length];
        for (int i = 0; i < values.length; i++) {
            estimates[i] = new Replicates(low[i], high[i]).estimate(values[i], confidence, "bootstrap", count);
        }
        return estimates;
    }

    /** For each statistic, the cell in which one more row moves it furthest in the direction of {@code sign}. */
    private int[] extremes(UnaryOperator<double[]> statistics, int length, int sign) {
        int[] best = new int[length];
        double[] reached = new double[length];
        Arrays.fill(best, extras[0]);
        Arrays.fill(reached, Double.NEGATIVE_INFINITY);
        double[] cells = weights.clone();
        for (int extra : extras) {
            cells[extra] += extraMass;
            double[] values = statistics.apply(cells);
            cells[extra] = weights[extra];
            for (int i = 0; i < length; i++) {
                if (sign * values[i] > reached[i]) {
                    reached[i] = sign * values[i];
                    best[i] = extra;
                }
            }
        }
        return best;
    }

    private static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }

    private static double sum(double[] terms) {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }

    /** One replicate of the table after the other. */
    private final class Draws {
        private final double[] cells = new double[weights.length];
        private final ContinuousSampler[] samplers = new ContinuousSampler[weights.length];
        private final ContinuousSampler one;
        private double extra;

        Draws() {
            UniformRandomProvider random = new SplittableRandom(seed)::nextLong;
            one = ZigguratSampler.Exponential.of(random);
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    samplers[i] = AhrensDieterMarsagliaTsangGammaSampler.of(
                            random, weights[i] / squares[i] * weights[i], squares[i] / weights[i]);
                }
            }
        }

        void next() {
            for (int i = 0; i < cells.length; i++) {
                cells[i] = samplers[i] == null ? 0 : samplers[i].sample();
            }
            extra = extraMass * one.sample();
        }

        double[] with(int cell, UnaryOperator<double[]> statistics) {
            double without = cells[cell];
            cells[cell] += extra;
            double[] values = statistics.apply(cells);
            cells[cell] = without;
            return values;
        }
    }
}
