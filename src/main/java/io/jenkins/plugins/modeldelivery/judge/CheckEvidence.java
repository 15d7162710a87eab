package io.jenkins.plugins.modeldelivery.judge;

import java.util.Map;

/** The evidence that one check gathers, whatever its subject. */
interface CheckEvidence {
    /**
     * Takes in one interval.
     *
     * @param minutes time since the interval before
     * @return whether the canary's columns of this check were answered, and stable's where it is compared
     */
    boolean observe(Observation observation, double minutes);

    /**
     * How much speaks against and for the check now; asked at every look, so it must be cheap.
     *
     * @param alpha one-sided chance of error over all looks
     */
    Strength strength(double alpha);

    /** How many of the canary's requests, answers or labels were counted; NaN when the check counts none of them. */
    default double exposure() {
        return Double.NaN;
    }

    /** What was seen so far, with intervals at this chance of error. */
    Finding finding(double alpha);

    /** Whether the source is of a kind that can never decide this check; {@link #finding} names the obstacle. */
    default boolean cannotDecide() {
        return false;
    }

    /** What the check rests on beside the counts. */
    default Clustering clustering() {
        return Clustering.NONE;
    }

    /** What is known of how events cluster by pod or in time. */
    enum Clustering {
        /** No events are counted. */
        NONE,
        /** Pods that are seen tell. */
        CALIBRATED,
        /** Pods would tell, but are not seen; rates are assumed to be somewhat unsteady. */
        ASSUMED,
        /** Requests are taken as independent. */
        INDEPENDENT
    }

    /** All that is needed to go on, as plain JSON values. */
    Map<String, Object> state();

    /** Goes on from a state that {@link #state} gave. */
    void restore(Map<String, Object> state);
}
