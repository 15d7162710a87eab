package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured of one model: metrics, why some have no value or only one by convention, and material for charts. */
public final class Findings {
    private final Map<String, Estimate> metrics = new LinkedHashMap<>();
    private final Map<String, String> undefined = new LinkedHashMap<>();
    private final Map<String, Object> details = new LinkedHashMap<>();

    public void metric(String name, Estimate estimate) {
        metrics.put(name, estimate);
    }

    /** Says why a metric has no value, or which convention gave it one. */
    void undefined(String name, String reason) {
        undefined.put(name, reason);
    }

    void detail(String name, Object value) {
        details.put(name, value);
    }

    public Map<String, Estimate> metrics() {
        return Collections.unmodifiableMap(metrics);
    }

    public Map<String, String> undefined() {
        return Collections.unmodifiableMap(undefined);
    }

    public Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }
}
