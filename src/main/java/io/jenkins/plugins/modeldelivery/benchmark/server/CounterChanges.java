package io.jenkins.plugins.modeldelivery.benchmark.server;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * By how much the counters of a page grew between two readings. A series that the first reading did not have began at
 * zero, as client libraries of Prometheus make them at first use. A counter that fell was reset, and nothing is known of
 * it.
 */
final class CounterChanges {
    private record Series(String name, Map<String, String> labels) {}

    private final Map<Series, Double> changes = new HashMap<>();
    private final Set<String> resets = new TreeSet<>();

    CounterChanges(Reading first, Reading last) {
        Map<Series, Double> before = values(first);
        values(last).forEach((series, value) -> {
            double change = value - before.getOrDefault(series, 0.0);
            if (change >= 0) {
                changes.put(series, change);
            } else {
                resets.add(series.name());
            }
        });
    }

    private static Map<Series, Double> values(Reading reading) {
        Map<Series, Double> values = new HashMap<>();
        for (Sample sample : reading.samples()) {
            if (Double.isFinite(sample.value())) {
                values.merge(new Series(sample.name(), sample.labels()), sample.value(), Double::sum);
            }
        }
        return values;
    }

    /** All series of a name together; without the names of which a series was reset. */
    Map<String, Double> byName() {
        Map<String, Double> sums = new TreeMap<>();
        changes.forEach((series, change) -> sums.merge(series.name(), change, Double::sum));
        resets.forEach(sums::remove);
        return sums;
    }

    /** The series of a name by the value of a label; NaN where the name was reset. */
    Map<String, Double> byLabel(String name, String label) {
        Map<String, Double> sums = new TreeMap<>();
        changes.forEach((series, change) -> {
            if (series.name().equals(name) && series.labels().containsKey(label)) {
                sums.merge(series.labels().get(label), resets.contains(name) ? Double.NaN : change, Double::sum);
            }
        });
        return sums;
    }
}
