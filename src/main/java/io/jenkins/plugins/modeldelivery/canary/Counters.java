package io.jenkins.plugins.modeldelivery.canary;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What both arms have counted since they began, by the columns that the judge knows: {@code requests}, {@code errors},
 * {@code latency_le_<seconds>}.
 */
public record Counters(Map<String, Double> stable, Map<String, Double> canary) {
    public Counters {
        stable = Map.copyOf(stable);
        canary = Map.copyOf(canary);
    }

    /** What was counted since an earlier look. An arm whose counters fell began anew, so all that it has is since then. */
    Counters since(Counters before) {
        return new Counters(difference(stable, before.stable()), difference(canary, before.canary()));
    }

    private static Map<String, Double> difference(Map<String, Double> now, Map<String, Double> before) {
        Map<String, Double> difference = new LinkedHashMap<>();
        for (Map.Entry<String, Double> column : now.entrySet()) {
            double change = column.getValue() - before.getOrDefault(column.getKey(), 0.0);
            if (change < 0) {
                return now;
            }
            difference.put(column.getKey(), change);
        }
        return difference;
    }
}
