package io.jenkins.plugins.modeldelivery.judge;

import java.util.Map;

/** Evidence on which side of a {@link Line} the canary's rate lies. */
interface BorderEvidence {
    /** From this many pods on, pods against each other say something about their spread. */
    int PODS_FOR_CALIBRATION = 3;

    /** Whether stable shows enough pods to learn from. */
    static boolean seesPods(ArmCounts stable) {
        return stable.byPod().size() >= PODS_FOR_CALIBRATION;
    }

    void add(ArmCounts stable, ArmCounts canary, double minutes);

    /** Logarithm of the evidence that the canary's rate lies above the border. */
    double logAbove();

    /** Logarithm of the evidence that it lies below. */
    double logBelow();

    /** Whether pods that were seen, not an assumption, say how much rates differ by chance. */
    boolean isCalibrated();

    Map<String, Object> state();

    void restore(Map<String, Object> state);
}
