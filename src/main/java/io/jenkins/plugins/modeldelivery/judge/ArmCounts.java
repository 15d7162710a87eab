package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Events and exposure of one arm in one interval.
 *
 * @param byPod the named pods' share; empty when pods are not told apart
 * @param pods how many pods the arm has, at least 1
 */
record ArmCounts(EventCounts all, Map<String, EventCounts> byPod, int pods) {
    /** From this many pods on, pods against each other say something about how much they differ. */
    private static final int PODS_FOR_CALIBRATION = 3;

    /** Reads an arm; a pod for which {@code read} gives null did not answer. */
    static ArmCounts of(ArmSample arm, Function<PodSample, EventCounts> read) {
        EventCounts all = EventCounts.NONE;
        Map<String, EventCounts> byPod = new LinkedHashMap<>();
        for (PodSample pod : arm.pods()) {
            EventCounts counts = read.apply(pod);
            if (counts != null) {
                all = all.plus(counts);
                if (!pod.pod().isEmpty()) {
                    byPod.put(pod.pod(), counts);
                }
            }
        }
        return new ArmCounts(all, byPod, Math.max(1, byPod.size()));
    }

    /** Whether enough pods are told apart to learn from them. */
    boolean showsPods() {
        return byPod.size() >= PODS_FOR_CALIBRATION;
    }

    boolean isEmpty() {
        return all.exposure() == 0;
    }
}
