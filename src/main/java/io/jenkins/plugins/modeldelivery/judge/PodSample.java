package io.jenkins.plugins.modeldelivery.judge;

import java.util.Map;

/**
 * What one pod counted in one interval, by column: {@code requests}, {@code errors}, {@code latency_le_0.25} (answers
 * within 0.25 s), {@code <name>_sum} and {@code <name>_count}, or a value under its own name. Counts are those of the
 * interval, not since the pod's start.
 *
 * @param pod the pod's name; the empty string when pods are not told apart
 * @param values finite numbers
 */
public record PodSample(String pod, Map<String, Double> values) {
    public PodSample {
        values = Map.copyOf(values);
    }
}
