package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.sort.Cursor;
import io.jenkins.plugins.modeldelivery.evaluation.sort.RecordSorter;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import io.jenkins.plugins.modeldelivery.statistics.Wilson;

/**
 * The median of absolute errors, exactly, with an interval between order statistics (R. Woodruff, "Confidence intervals for
 * medians and other position measures", 1952): the errors below which the ends of the interval of a share of one half lie.
 * Mergeable.
 */
final class MedianError {
    private final RecordSorter errors;
    private final boolean weighted;
    private final long[] record = new long[2];
    private final CompensatedSum weights = new CompensatedSum();
    private double squares;

    MedianError(boolean weighted, Precision precision) {
        this.weighted = weighted;
        this.errors = new RecordSorter(weighted ? 2 : 1, precision.memory(), precision.scratch());
    }

    void add(double absoluteError, double weight) {
        weights.add(weight);
        squares += weight * weight;
        if (weighted) {
            record[0] = Double.doubleToRawLongBits(absoluteError);
            record[1] = Double.doubleToRawLongBits(weight);
            errors.add(record);
        } else {
            errors.add(Double.doubleToRawLongBits(absoluteError));
        }
    }

    void merge(MedianError other) {
        errors.merge(other.errors);
        weights.merge(other.weights);
        squares += other.squares;
    }

    Estimate estimate(double confidence) {
        double rows = weights.value() / squares * weights.value();
        Estimate half = Wilson.estimate(0.5, rows, confidence, errors.size());
        double[] at = {half.low(), half.lowerBound(), 0.5, half.upperBound(), half.high()};
        double[] values = quantiles(at);
        double median = weighted ? values[2] : middle();
        boolean tooFew = Math.pow(0.5, rows) > (1 - confidence) / 2;
        return tooFew
                ? StudentInterval.unknown(median, "order statistics", errors.size())
                : new Estimate(median, values[0], values[4], values[1], values[3], "order statistics", errors.size());
    }

    /** For each share, ascending, the least error up to which that share of the weight lies: scikit-learn's percentile. */
    private double[] quantiles(double[] shares) {
        double[] values = new double[shares.length];
        CompensatedSum seen = new CompensatedSum();
        int at = 0;
        double last = 0;
        try (Cursor cursor = errors.sorted()) {
            while (at < shares.length && cursor.next()) {
                last = Double.longBitsToDouble(cursor.key());
                seen.add(weighted ? Double.longBitsToDouble(cursor.lane(1)) : 1);
                while (at < shares.length && seen.value() >= shares[at] * weights.value()) {
                    values[at++] = last;
                }
            }
        }
        while (at < shares.length) {
            values[at++] = last;
        }
        return values;
    }

    /** Without weights, the mean of the two in the middle. */
    private double middle() {
        long lower = (errors.size() - 1) / 2;
        try (Cursor cursor = errors.sorted()) {
            for (long i = 0; i <= lower; i++) {
                cursor.next();
            }
            double low = Double.longBitsToDouble(cursor.key());
            if (errors.size() % 2 == 0) {
                cursor.next();
            }
            return (low + Double.longBitsToDouble(cursor.key())) / 2;
        }
    }
}
