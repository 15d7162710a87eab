package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.ClusterCalibration;
import io.jenkins.plugins.modeldelivery.statistics.ClusterModel;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A canary's rate against stable's: the evidence that it lies beyond the border of what is allowed, the evidence that it
 * lies on the good side of the border that it must keep to, and what both learn of how stable's pods differ.
 */
final class Comparison {
    private final ClusterCalibration calibration;
    private final BorderEvidence bad;
    private final BorderEvidence good;

    /**
     * Begins with nothing seen.
     *
     * @param calibration shared by both
     * @param good the same as {@code bad} where both ask the same of the same counts
     */
    Comparison(ClusterCalibration calibration, BorderEvidence bad, BorderEvidence good) {
        this.calibration = calibration;
        this.bad = bad;
        this.good = good;
    }

    /** What tells how stable's pods differ: themselves, or an assumption where they are not told apart. */
    static ClusterCalibration calibration(boolean seesPods) {
        return seesPods ? ClusterCalibration.byPods() : ClusterCalibration.assuming(ClusterModel.UNSTEADY);
    }

    /** Whether to begin anew, since stable's pods showed themselves before the canary did. */
    boolean missedPods(ArmCounts stable, boolean canarySeen) {
        return !canarySeen && stable.showsPods() && !calibration.learns();
    }

    /** Adds one interval in which both borders are asked about the same counts. */
    void add(ArmCounts stable, ArmCounts canary, double minutes) {
        add(stable, canary, canary, minutes);
    }

    /**
     * Adds one interval.
     *
     * @param againstBad the canary's counts for the border of what is allowed; null when they are not known
     * @param againstGood its counts for the border that it must keep to; null when they are not known
     */
    void add(ArmCounts stable, ArmCounts againstBad, ArmCounts againstGood, double minutes) {
        calibration.learn(stable.byPod(), minutes);
        if (againstBad != null) {
            bad.add(stable, againstBad, minutes);
        }
        if (good != bad && againstGood != null) {
            good.add(stable, againstGood, minutes);
        }
    }

    /** What speaks against and for the canary, where more is worse (harm 1) or better (harm -1). */
    Strength strength(int harm) {
        return harm > 0
                ? new Strength(bad.logAbove(), good.logBelow())
                : new Strength(bad.logBelow(), good.logAbove());
    }

    boolean isCalibrated() {
        return calibration.learns();
    }

    /** All that is needed to go on, as plain JSON values. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("seesPods", calibration.learns());
        state.put("calibration", calibration.state());
        state.put("bad", bad.state());
        state.put("good", good == bad ? Map.of() : good.state());
        return state;
    }

    /** Whether a saved comparison had pods to learn from. */
    static boolean sawPods(Map<String, Object> state) {
        return (Boolean) state.get("seesPods");
    }

    /** Goes on from a state that {@link #state} gave. */
    void restore(Map<String, Object> state) {
        calibration.restore(PlainNumbers.map(state.get("calibration")));
        bad.restore(PlainNumbers.map(state.get("bad")));
        if (good != bad) {
            good.restore(PlainNumbers.map(state.get("good")));
        }
    }
}
