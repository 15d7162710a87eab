package io.jenkins.plugins.modeldelivery.judge;

import java.util.Map;

/** Evidence on which side of a {@link Line} the canary's rate lies. */
interface BorderEvidence {
    void add(ArmCounts stable, ArmCounts canary, double minutes);

    /** Logarithm of the evidence that the canary's rate lies above the border. */
    double logAbove();

    /** Logarithm of the evidence that it lies below. */
    double logBelow();

    Map<String, Object> state();

    void restore(Map<String, Object> state);
}
