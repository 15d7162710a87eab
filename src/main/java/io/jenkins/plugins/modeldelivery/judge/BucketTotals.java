package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.ProportionSequence;
import java.util.List;

/** Cumulative counts of one arm, summed over intervals: how many answers were within each bound, and all. */
final class BucketTotals {
    private final List<Double> bounds;
    private double[] cumulative;

    BucketTotals(List<Double> bounds) {
        this.bounds = bounds;
        this.cumulative = new double[bounds.size() + 1];
    }

    void add(double[] counts) {
        for (int i = 0; i < cumulative.length; i++) {
            cumulative[i] += counts[i];
        }
    }

    /** How many were within each bound, all last. */
    double[] cumulative() {
        return cumulative.clone();
    }

    double all() {
        return cumulative[bounds.size()];
    }

    /** Those beyond a bound, among all. */
    EventCounts beyond(int bound) {
        return new EventCounts(all() - cumulative[bound], all());
    }

    /** Those within a bound, among all; the index after the last bound means all. */
    EventCounts within(int bound) {
        return new EventCounts(cumulative[bound], all());
    }

    /** The quantile, straight between the bounds around it; the last bound when it lies beyond. */
    double quantile(double share) {
        double rank = share * all();
        double below = 0;
        double from = 0;
        for (int i = 0; i < bounds.size(); i++) {
            if (cumulative[i] >= rank) {
                double inside = cumulative[i] - below;
                return from + (bounds.get(i) - from) * (inside > 0 ? (rank - below) / inside : 1);
            }
            below = cumulative[i];
            from = bounds.get(i);
        }
        return from;
    }

    /** The greatest bound that the quantile is shown to exceed; 0 when there is none. */
    double shownAbove(double share, double alpha) {
        double low = 0;
        for (int i = 0; i < bounds.size(); i++) {
            if (all() > 0 && ProportionSequence.lower(beyond(i), alpha) > 1 - share) {
                low = bounds.get(i);
            }
        }
        return low;
    }

    /** The least bound that the quantile is shown not to exceed; infinite when there is none. */
    double shownWithin(double share, double alpha) {
        for (int i = 0; i < bounds.size(); i++) {
            if (all() > 0 && ProportionSequence.upper(beyond(i), alpha) < 1 - share) {
                return bounds.get(i);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    List<Double> state() {
        return PlainNumbers.list(cumulative);
    }

    void restore(Object state) {
        cumulative = PlainNumbers.array(state);
    }
}
