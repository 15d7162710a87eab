package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts values in bars whose edges are multiples of a power of two. The width doubles when the range outgrows the bars,
 * so that any range fits and neither the order of values nor the way they were merged shows. Mergeable.
 */
final class ResidualHistogram {
    private static final int BARS = 64;
    /** Bars are no finer than this many powers of two below the greatest value, so that their numbers fit a long. */
    private static final int RESOLUTION = 60;

    private long[] counts = new long[BARS + 1];
    private int exponent = Double.MIN_EXPONENT;
    private long first;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(double value) {
        if (value < least || value > greatest) {
            widen(value, value);
        }
        counts[(int) (bar(value) - first)]++;
    }

    void merge(ResidualHistogram other) {
        if (other.least > other.greatest) {
            return;
        }
        widen(other.least, other.greatest);
        other.widen(least, greatest);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** The edges of the bars that span all values, and the count in each. */
    Map<String, Object> bars() {
        List<Double> edges = new ArrayList<>();
        List<Long> shown = new ArrayList<>();
        long last = bar(greatest) - first;
        for (int i = 0; i <= last; i++) {
            edges.add(Math.scalb((double) (first + i), exponent));
            shown.add(counts[i]);
        }
        edges.add(Math.scalb((double) (first + last + 1), exponent));
        Map<String, Object> bars = new LinkedHashMap<>();
        bars.put("edges", edges);
        bars.put("counts", shown);
        return bars;
    }

    private void widen(double low, double high) {
        boolean empty = least > greatest;
        long oldFirst = first;
        int oldExponent = exponent;
        least = Math.min(least, low);
        greatest = Math.max(greatest, high);
        exponent = finest();
        while (bar(greatest) - bar(least) >= BARS) {
            exponent++;
        }
        first = bar(least);
        if (!empty) {
            long[] old = counts;
            counts = new long[BARS + 1];
            for (int i = 0; i < old.length; i++) {
                if (old[i] > 0) {
                    counts[(int) ((oldFirst + i >> exponent - oldExponent) - first)] += old[i];
                }
            }
        }
    }

    /** The width to start from: fine enough to need coarsening unless all values are nearly the same. */
    private int finest() {
        double range = greatest / BARS - least / BARS;
        double magnitude = Math.max(Math.abs(least), Math.abs(greatest));
        return Math.max(
                Double.MIN_EXPONENT, Math.max(Math.getExponent(range), Math.getExponent(magnitude) - RESOLUTION));
    }

    private long bar(double value) {
        return (long) Math.floor(Math.scalb(value, -exponent));
    }
}
