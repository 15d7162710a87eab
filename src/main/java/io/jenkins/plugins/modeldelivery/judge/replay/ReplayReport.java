package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a replay found. Beside the envelope: {@code judge}, {@code decidedAt} in the series' seconds,
 * {@code minutesToDecision} since the canary's first row, {@code canaryRequests}, {@code alpha}, {@code checks} with
 * their evidence over time and {@code notices}; for Kayenta's judge {@code kayenta}.
 */
public record ReplayReport(Envelope envelope, Map<String, Object> details) implements Report {
    /** The report's form. */
    public static final String SCHEMA = "model-delivery/judge/1";

    public ReplayReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
