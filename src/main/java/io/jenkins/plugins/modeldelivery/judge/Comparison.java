package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.ClusterCalibration;
import io.jenkins.plugins.modeldelivery.statistics.ClusterModel;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A canary's rate against stable's: the evidence that it lies beyond the border of what is allowed, the evidence that it
 * lies on the good side of the border that it must keep to, and what both learn of how stable's pods differ.
 */
final class Comparison {
    private final ClusterCalibration calibration;
    private final BorderEvidence bad;
    private final BorderEvidence good;

    private Comparison(ClusterCalibration calibration, BorderEvidence bad, BorderEvidence good) {
        this.calibration = calibration;
        this.bad = bad;
        this.good = good;
    }

    /**
     * Begins with nothing seen.
     *
     * @param seesPods whether stable's pods are told apart, so that they can calibrate
     * @param worse border beyond which the canary is worse
     * @param better border on whose good side it must lie; both borders share their evidence where they are the same
     * @param evidence makes the evidence on a border
     */
    static Comparison begin(
            boolean seesPods, Line worse, Line better, BiFunction<Line, ClusterCalibration, BorderEvidence> evidence) {
        ClusterCalibration calibration =
                seesPods ? ClusterCalibration.byPods() : ClusterCalibration.assuming(ClusterModel.UNSTEADY);
        BorderEvidence bad = evidence.apply(worse, calibration);
        return new Comparison(calibration, bad, better.equals(worse) ? bad : evidence.apply(better, calibration));
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
