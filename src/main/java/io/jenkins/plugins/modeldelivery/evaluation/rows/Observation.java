package io.jenkins.plugins.modeldelivery.evaluation.rows;

import io.jenkins.plugins.modeldelivery.evaluation.table.Mixing;
import java.util.function.IntToLongFunction;

/** One row of a model's predictions. Reused from row to row, so whoever keeps something copies it. */
public final class Observation {
    private static final int FIXED_LANES = 6;
    private static final long SPREAD_SEED = 0x5DEECE66DL;

    private final double[] scores;
    private long number;
    private long idHigh;
    private long idLow;
    private double actual;
    private double predicted;
    private double weight = 1;

    Observation(int scores) {
        this.scores = new double[scores];
    }

    /** The target: a number, or the index of a class. */
    public double actual() {
        return actual;
    }

    /** What the model says: a number, or the index of a class. */
    public double predicted() {
        return predicted;
    }

    public int actualClass() {
        return (int) actual;
    }

    public int predictedClass() {
        return (int) predicted;
    }

    /** 1 unless the table has weights; never negative. */
    public double weight() {
        return weight;
    }

    /** The probability of a class: of the positive one in a binary task, where the index is 0. */
    public double score(int index) {
        return scores[index];
    }

    /** How many scores there are: none, one in a binary task, or one for each class. */
    public int scores() {
        return scores.length;
    }

    /** The row's number in its file, from 1. */
    public long number() {
        return number;
    }

    /** Bits that look random and are the row's own: from its id where there is one, else from its number. */
    public long spread() {
        return Mixing.mix(idHigh == 0 && idLow == 0 ? number + SPREAD_SEED : idLow ^ Long.rotateLeft(idHigh, 32));
    }

    void number(long value) {
        number = value;
    }

    /** Sets the hash of the id; {@code high} loses its sign, since records are sorted by it. */
    void id(long high, long low) {
        idHigh = high & Long.MAX_VALUE;
        idLow = low;
    }

    long idHigh() {
        return idHigh;
    }

    long idLow() {
        return idLow;
    }

    void outcome(double newActual, double newPredicted) {
        actual = newActual;
        predicted = newPredicted;
    }

    void weight(double value) {
        weight = value;
    }

    void score(int index, double value) {
        scores[index] = value;
    }

    /** Longs that hold an observation with so many scores. */
    static int lanes(int scores) {
        return FIXED_LANES + scores;
    }

    /** Writes the observation into a record whose first long is from its id. */
    void write(long[] lanes) {
        lanes[0] = idHigh;
        lanes[1] = idLow;
        lanes[2] = number;
        lanes[3] = Double.doubleToRawLongBits(actual);
        lanes[4] = Double.doubleToRawLongBits(predicted);
        lanes[5] = Double.doubleToRawLongBits(weight);
        for (int i = 0; i < scores.length; i++) {
            lanes[FIXED_LANES + i] = Double.doubleToRawLongBits(scores[i]);
        }
    }

    /** Reads the observation back. */
    void read(IntToLongFunction lanes) {
        idHigh = lanes.applyAsLong(0);
        idLow = lanes.applyAsLong(1);
        number = lanes.applyAsLong(2);
        actual = Double.longBitsToDouble(lanes.applyAsLong(3));
        predicted = Double.longBitsToDouble(lanes.applyAsLong(4));
        weight = Double.longBitsToDouble(lanes.applyAsLong(5));
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Double.longBitsToDouble(lanes.applyAsLong(FIXED_LANES + i));
        }
    }
}
