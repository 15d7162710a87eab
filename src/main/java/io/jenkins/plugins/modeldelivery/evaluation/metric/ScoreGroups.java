package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.sort.Cursor;

/** Walks rows that are sorted by {@link ScoreRanking#key}, one group of equal scores after the other. */
final class ScoreGroups implements AutoCloseable {
    /** In place of the lane that holds the weights, when every row weighs 1. */
    static final int UNWEIGHTED = -1;

    private final Cursor cursor;
    private final int weightLane;
    private boolean more;
    private long rows;
    private double positive;
    private double negative;
    private double positiveSquare;
    private double negativeSquare;

    ScoreGroups(Cursor cursor, int weightLane) {
        this.cursor = cursor;
        this.weightLane = weightLane;
        this.more = cursor.next();
    }

    boolean next() {
        if (!more) {
            return false;
        }
        rows = 0;
        positive = 0;
        negative = 0;
        positiveSquare = 0;
        negativeSquare = 0;
        long first = cursor.key();
        do {
            double weight = weightLane == UNWEIGHTED ? 1 : Double.longBitsToDouble(cursor.lane(weightLane));
            rows++;
            if (ScoreRanking.isPositive(cursor.key())) {
                positive += weight;
                positiveSquare += weight * weight;
            } else {
                negative += weight;
                negativeSquare += weight * weight;
            }
            more = cursor.next();
        } while (more && ScoreRanking.isTie(cursor.key(), first));
        return true;
    }

    /** Rows in the group. */
    long rows() {
        return rows;
    }

    /** Weight of the group's positive rows. */
    double positive() {
        return positive;
    }

    double negative() {
        return negative;
    }

    /** Sum of the squared weights of the group's positive rows. */
    double positiveSquare() {
        return positiveSquare;
    }

    double negativeSquare() {
        return negativeSquare;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
