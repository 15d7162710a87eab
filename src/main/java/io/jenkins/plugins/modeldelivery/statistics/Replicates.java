package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Arrays;

/** The values of one statistic over bootstrap replicates, read as an interval by its percentiles. */
final class Replicates {
    private final double[] lowering;
    private final double[] raising;

    /**
     * Takes the replicates for the two ends, which may be the same array; they are sorted in place. Replicates in which
     * the statistic is undefined are left out.
     */
    Replicates(double[] lowering, double[] raising) {
        this.lowering = defined(lowering);
        this.raising = raising == lowering ? this.lowering : defined(raising);
    }

    Estimate estimate(double value, double confidence, String method, long count) {
        if (Double.isNaN(value) || lowering.length == 0 || raising.length == 0) {
            return StudentInterval.unknown(value, method, count);
        }
        double alpha = 1 - confidence;
        return new Estimate(
                value,
                Math.min(value, lower(alpha / 2)),
                Math.max(value, upper(alpha / 2)),
                Math.min(value, lower(alpha)),
                Math.max(value, upper(alpha)),
                method,
                count);
    }

    /** Root mean square distance of the replicates from a value; NaN without replicates. */
    double deviation(double value) {
        double sum = 0;
        for (double replicate : lowering) {
            sum += (replicate - value) * (replicate - value);
        }
        return Math.sqrt(sum / lowering.length);
    }

    /** The k-th smallest of b replicates with k / (b + 1) at most {@code tail}, so that the tail is never exceeded. */
    private double lower(double tail) {
        int rank = (int) Math.floor(tail * (lowering.length + 1));
        return lowering[Math.max(rank, 1) - 1];
    }

    private double upper(double tail) {
        int rank = (int) Math.floor(tail * (raising.length + 1));
        return raising[raising.length - Math.max(rank, 1)];
    }

    private static double[] defined(double[] values) {
        double[] kept = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        Arrays.sort(kept);
        return kept;
    }
}
