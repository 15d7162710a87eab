package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.Arrays;

/** Sums of weights and of squared weights by cell, where a cell is a small tuple of class indices. Mergeable. */
final class CellCounts {
    private static final int CLASS_BITS = 10;
    private static final long CLASS_MASK = (1L << CLASS_BITS) - 1;
    private static final long EMPTY = -1;

    private long[] keys = new long[64];
    private double[] weights = new double[64];
    private double[] carries = new double[64];
    private double[] squares = new double[64];
    private int used;
    private long rows;

    CellCounts() {
        Arrays.fill(keys, EMPTY);
    }

    /** The cell of a target and a prediction. */
    static long cell(int actual, int predicted) {
        return (long) actual << CLASS_BITS | predicted;
    }

    /** The cell of a target and the predictions of candidate and champion. */
    static long cell(int actual, int candidate, int champion) {
        return cell(actual, candidate) << CLASS_BITS | champion;
    }

    /** One of the cell's class indices, the last being 0. */
    static int index(long cell, int fromLast) {
        return (int) (cell >>> (fromLast * CLASS_BITS) & CLASS_MASK);
    }

    void add(long cell, double weight) {
        rows++;
        add(slot(cell), weight, weight * weight);
    }

    void merge(CellCounts other) {
        rows += other.rows;
        for (int i = 0; i < other.keys.length; i++) {
            if (other.keys[i] != EMPTY) {
                int slot = slot(other.keys[i]);
                add(slot, other.weights[i], other.squares[i]);
                add(slot, other.carries[i], 0);
            }
        }
    }

    long rows() {
        return rows;
    }

    /** The cells that were met, in ascending order, so that nothing depends on the order of rows. */
    long[] cells() {
        return Arrays.stream(keys).filter(key -> key != EMPTY).sorted().toArray();
    }

    double weight(long cell) {
        int slot = find(cell);
        return weights[slot] + carries[slot];
    }

    double square(long cell) {
        return squares[find(cell)];
    }

    /** Adds with Neumaier's compensation, so that the order of rows does not show. */
    private void add(int slot, double weight, double square) {
        double sum = weights[slot] + weight;
        double part = sum - weights[slot];
        carries[slot] += (weights[slot] - (sum - part)) + (weight - part);
        weights[slot] = sum;
        squares[slot] += square;
    }

    private int slot(long cell) {
        int slot = find(cell);
        if (keys[slot] == EMPTY) {
            if (used * 2 >= keys.length) {
                grow();
                slot = find(cell);
            }
            keys[slot] = cell;
            used++;
        }
        return slot;
    }

    private int find(long cell) {
        int mask = keys.length - 1;
        int slot = (int) (cell * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (keys[slot] != EMPTY && keys[slot] != cell) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        double[] oldWeights = weights;
        double[] oldCarries = carries;
        double[] oldSquares = squares;
        keys = new long[oldKeys.length * 2];
        Arrays.fill(keys, EMPTY);
        weights = new double[keys.length];
        carries = new double[keys.length];
        squares = new double[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = find(oldKeys[i]);
                keys[slot] = oldKeys[i];
                weights[slot] = oldWeights[i];
                carries[slot] = oldCarries[i];
                squares[slot] = oldSquares[i];
            }
        }
    }
}
