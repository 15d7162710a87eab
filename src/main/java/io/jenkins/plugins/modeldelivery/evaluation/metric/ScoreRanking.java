package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.sort.RecordSorter;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;

/**
 * Rows by descending score, exactly: the score's bits and whether the row is positive make one long, so an unweighted row
 * takes eight bytes. Weighted rows take sixteen.
 */
final class ScoreRanking {
    private static final long ONE = Double.doubleToRawLongBits(1.0);

    private final RecordSorter rows;
    private final boolean weighted;
    private final long[] record = new long[2];
    private final CompensatedSum positives = new CompensatedSum();
    private final CompensatedSum negatives = new CompensatedSum();
    private double positiveSquares;
    private double negativeSquares;

    ScoreRanking(boolean weighted, Precision precision) {
        this.weighted = weighted;
        this.rows = new RecordSorter(weighted ? 2 : 1, precision.memory(), precision.scratch());
    }

    /** A long that is smaller the higher the score, which lies between 0 and 1. */
    static long key(double score, boolean positive) {
        return (ONE - Double.doubleToRawLongBits(score)) << 1 | (positive ? 1 : 0);
    }

    static boolean isPositive(long key) {
        return (key & 1) != 0;
    }

    /** Whether two keys have the same score. */
    static boolean isTie(long key, long other) {
        return key >>> 1 == other >>> 1;
    }

    void add(double score, boolean positive, double weight) {
        if (weight == 0) {
            return;
        }
        if (positive) {
            positives.add(weight);
            positiveSquares += weight * weight;
        } else {
            negatives.add(weight);
            negativeSquares += weight * weight;
        }
        if (weighted) {
            record[0] = key(score, positive);
            record[1] = Double.doubleToRawLongBits(weight);
            rows.add(record);
        } else {
            rows.add(key(score, positive));
        }
    }

    void merge(ScoreRanking other) {
        rows.merge(other.rows);
        positives.merge(other.positives);
        negatives.merge(other.negatives);
        positiveSquares += other.positiveSquares;
        negativeSquares += other.negativeSquares;
    }

    long rows() {
        return rows.size();
    }

    double positives() {
        return positives.value();
    }

    double negatives() {
        return negatives.value();
    }

    /** Kish's effective number of positive rows: their number when unweighted. */
    double effectivePositives() {
        return positiveSquares == 0 ? 0 : positives() / positiveSquares * positives();
    }

    double effectiveNegatives() {
        return negativeSquares == 0 ? 0 : negatives() / negativeSquares * negatives();
    }

    /** The rows, grouped by equal score, from the highest. */
    ScoreGroups groups() {
        return new ScoreGroups(rows.sorted(), weighted ? 1 : ScoreGroups.UNWEIGHTED);
    }
}
