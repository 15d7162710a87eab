package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation found. Beside the envelope: {@code task, rows, weightSum, confidence, threshold, positive, seed},
 * {@code metrics} and {@code undefined} by name, for classes {@code classes} and {@code confusion}, for scores
 * {@code curves}, for numbers {@code residuals}, and {@code champion}.
 */
public record EvaluationReport(Envelope envelope, Map<String, Object> details) implements Report {
    /** The report's form. */
    public static final String SCHEMA = "model-delivery/evaluation/1";

    public EvaluationReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
