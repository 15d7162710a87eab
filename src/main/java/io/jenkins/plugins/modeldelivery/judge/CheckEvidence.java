package io.jenkins.plugins.modeldelivery.judge;

import java.util.Map;

/** The evidence that one check gathers, whatever its subject. */
interface CheckEvidence {
    /**
     * Takes in one interval.
     *
     * @param minutes time since the interval before
     * @return whether the canary's columns of this check were answered
     */
    boolean observe(Observation observation, double minutes);

    /**
     * How much speaks against and for the check now; asked at every look, so it must be cheap.
     *
     * @param alpha one-sided chance of error over all looks
     */
    Strength strength(double alpha);

    /** What was seen so far, with intervals at this chance of error. */
    Finding finding(double alpha);

    /** Whether the source is of a kind that can never decide this check; {@link #finding} names the obstacle. */
    default boolean cannotDecide() {
        return false;
    }

    /** Whether pods that were seen say how much arms differ by chance. */
    boolean isCalibrated();

    /** All that is needed to go on, as plain JSON values. */
    Map<String, Object> state();

    /** Goes on from a state that {@link #state} gave. */
    void restore(Map<String, Object> state);
}
