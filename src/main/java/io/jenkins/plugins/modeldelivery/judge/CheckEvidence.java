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
     * What it says now.
     *
     * @param alpha one-sided chance of error over all looks
     */
    Evaluation evaluate(double alpha);

    /** Whether pods that were seen say how much arms differ by chance. */
    boolean isCalibrated();

    /** All that is needed to go on, as plain JSON values. */
    Map<String, Object> state();

    /** Goes on from a state that {@link #state} gave. */
    void restore(Map<String, Object> state);
}
