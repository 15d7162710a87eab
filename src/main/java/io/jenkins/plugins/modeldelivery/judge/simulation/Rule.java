package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.Observation;

/** Something that watches a canary and may call it bad. */
public interface Rule {
    /** Takes in a minute; returns whether the canary is to be rolled back now. */
    boolean condemns(Observation observation);

    /** Whether what was seen so far is enough to promote the canary; a rule that only condemns passes nothing. */
    default boolean passes() {
        return false;
    }
}
