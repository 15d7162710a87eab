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

    boolean isEmpty() {
        return all.exposure() == 0;
    }
}
