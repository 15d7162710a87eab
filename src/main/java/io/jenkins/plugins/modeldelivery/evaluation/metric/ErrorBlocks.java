package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.BlockBootstrap;

/** The block sums of one or two models' errors over the same rows, for the bootstrap. Mergeable. */
final class ErrorBlocks {
    private static final int WEIGHT = 0;
    private static final int TARGET = 1;
    private static final int TARGET_SQUARE = 2;
    private static final int SHARED = 3;
    private static final int OF_A_MODEL = 4;

    private final BlockSums blocks;
    private final int models;
    /** Targets are taken from here, so that squares of large numbers do not drown their spread. */
    private double origin = Double.NaN;

    ErrorBlocks(int models) {
        this.models = models;
        this.blocks = new BlockSums(SHARED + OF_A_MODEL * models);
    }

    /** Adds a row with its error by each model. */
    void add(long spread, double target, double weight, double... errors) {
        if (Double.isNaN(origin)) {
            origin = target;
        }
        double[] sums = blocks.row(spread);
        double shifted = target - origin;
        sums[WEIGHT] += weight;
        sums[TARGET] += weight * shifted;
        sums[TARGET_SQUARE] += weight * shifted * shifted;
        for (int model = 0; model < models; model++) {
            double error = errors[model];
            int from = SHARED + OF_A_MODEL * model;
            sums[from] += weight * Math.abs(error);
            sums[from + 1] += weight * error * error;
            sums[from + 2] += weight * ErrorSums.relative(target, error);
            sums[from + 3] += weight * error;
        }
    }

    void merge(ErrorBlocks other) {
        if (Double.isNaN(origin)) {
            origin = other.origin;
        }
        if (!Double.isNaN(other.origin)) {
            other.blocks.each(sums -> shift(sums, other.origin - origin));
        }
        blocks.merge(other.blocks);
    }

    long rows() {
        return blocks.rows();
    }

    BlockBootstrap bootstrap(Precision precision) {
        return blocks.bootstrap(precision);
    }

    /** The totals of a model from a replicate's sums. */
    static ErrorTotals totals(double[] sums, int model) {
        int from = SHARED + OF_A_MODEL * model;
        double weight = sums[WEIGHT];
        return new ErrorTotals(
                weight,
                sums[from],
                sums[from + 1],
                sums[from + 2],
                Math.max(0, sums[from + 1] - sums[from + 3] * sums[from + 3] / weight),
                Math.max(0, sums[TARGET_SQUARE] - sums[TARGET] * sums[TARGET] / weight));
    }

    /** Takes the targets' sums from an origin that lies lower by {@code by}. */
    private static void shift(double[] sums, double by) {
        sums[TARGET_SQUARE] += 2 * by * sums[TARGET] + by * by * sums[WEIGHT];
        sums[TARGET] += by * sums[WEIGHT];
    }
}
