package io.jenkins.plugins.modeldelivery.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How the event rate of one pod may wander around the common rate without anything being wrong: its logarithm is a
 * stationary first-order autoregression. Pods that differ for good have a persistence of 1, bursts of a few minutes
 * something between, and 0 is noise that is new each minute.
 *
 * @param deviation standard deviation of the logarithm of a pod's rate; 0 for pods that do not differ
 * @param persistence correlation of the logarithm with itself one minute later, 0 to 1
 */
public record ClusterModel(double deviation, double persistence) {
    /** Independent requests: no pod differs. */
    public static final ClusterModel NONE = new ClusterModel(0, 0);

    /** What is taken for granted where no pods are seen: the rates of both groups are unsteady from minute to minute. */
    public static final ClusterModel UNSTEADY = new ClusterModel(0.3, 0);

    private static final double[] DEVIATIONS = {0.2, 0.35, 0.6, 1.0};
    private static final double[] PERSISTENCES = {0, 0.8, 1};

    /** The ways of clustering among which pods that are seen decide. */
    public static List<ClusterModel> candidates() {
        List<ClusterModel> candidates = new ArrayList<>();
        candidates.add(NONE);
        for (double persistence : PERSISTENCES) {
            for (double deviation : DEVIATIONS) {
                candidates.add(new ClusterModel(deviation, persistence));
            }
        }
        return List.copyOf(candidates);
    }

    boolean isNone() {
        return deviation == 0;
    }
}
