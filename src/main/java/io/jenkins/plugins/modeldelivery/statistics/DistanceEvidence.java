package io.jenkins.plugins.modeldelivery.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evidence, valid at every look, on whether the largest difference of two distribution functions at given bounds (the
 * Kolmogorov-Smirnov distance of binned values) lies above or below a limit. At each bound it is a question of two
 * proportions ({@link ProportionDifferenceEvidence}). The distance is above the limit if one of the differences is, so
 * that evidence is the mean over bounds; it is below if all are, so that evidence is the least of theirs, with no price
 * for their number (Berger 1982, "Multiparameter hypothesis testing and acceptance sampling"). Both distributions may
 * change from interval to interval.
 */
public final class DistanceEvidence {
    private final ProportionDifferenceEvidence[] higher;
    private final ProportionDifferenceEvidence[] lower;

    /**
     * Begins with nothing seen.
     *
     * @param limit of the distance, 0 to 1
     * @param bounds how many there are, at least one
     */
    public DistanceEvidence(double limit, int bounds) {
        higher = new ProportionDifferenceEvidence[bounds];
        lower = new ProportionDifferenceEvidence[bounds];
        Arrays.setAll(higher, i -> new ProportionDifferenceEvidence(1, limit));
        Arrays.setAll(lower, i -> new ProportionDifferenceEvidence(1, -limit));
    }

    /**
     * Adds one interval.
     *
     * @param first cumulative counts within each bound, all last
     * @param second the other group's
     */
    public void add(double[] first, double[] second) {
        double allFirst = first[higher.length];
        double allSecond = second[higher.length];
        for (int i = 0; i < higher.length; i++) {
            EventCounts one = new EventCounts(first[i], allFirst);
            EventCounts other = new EventCounts(second[i], allSecond);
            higher[i].add(one, other);
            lower[i].add(one, other);
        }
    }

    /** Logarithm of the evidence that the distance lies above the limit. */
    public double logAbove() {
        double[] terms = new double[2 * higher.length];
        for (int i = 0; i < higher.length; i++) {
            terms[2 * i] = higher[i].logAbove();
            terms[2 * i + 1] = lower[i].logBelow();
        }
        return Mixtures.logSum(terms) - Math.log(terms.length);
    }

    /** Logarithm of the evidence that it lies below. */
    public double logBelow() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < higher.length; i++) {
            least = Math.min(least, Math.min(higher[i].logBelow(), lower[i].logAbove()));
        }
        return least;
    }

    /** All that is needed to go on, as plain JSON values. */
    public List<Object> state() {
        List<Object> state = new ArrayList<>();
        for (int i = 0; i < higher.length; i++) {
            state.add(higher[i].state());
            state.add(lower[i].state());
        }
        return state;
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Object state) {
        List<?> saved = (List<?>) state;
        for (int i = 0; i < higher.length; i++) {
            higher[i].restore(PlainNumbers.map(saved.get(2 * i)));
            lower[i].restore(PlainNumbers.map(saved.get(2 * i + 1)));
        }
    }
}
