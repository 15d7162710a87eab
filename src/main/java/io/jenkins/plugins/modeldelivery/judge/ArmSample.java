package io.jenkins.plugins.modeldelivery.judge;

import java.util.List;
import java.util.Map;

/** What one arm, stable or canary, counted in one interval, pod by pod. */
public record ArmSample(List<PodSample> pods) {
    public static final ArmSample NOTHING = new ArmSample(List.of());

    public ArmSample {
        pods = List.copyOf(pods);
    }

    /** An arm whose pods are not told apart. */
    public static ArmSample of(Map<String, Double> values) {
        return new ArmSample(List.of(new PodSample("", values)));
    }

    /** The sum over the pods that have the column; NaN when none has. */
    public double total(String column) {
        double sum = Double.NaN;
        for (PodSample pod : pods) {
            Double value = pod.values().get(column);
            if (value != null) {
                sum = Double.isNaN(sum) ? value : sum + value;
            }
        }
        return sum;
    }

    /** The mean over the pods that have the column; NaN when none has. */
    public double mean(String column) {
        long found = pods.stream().filter(pod -> pod.values().containsKey(column)).count();
        return total(column) / found;
    }
}
