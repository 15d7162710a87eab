package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;
import java.util.Map;

/** The names under which the proxy exposes what each arm answered. */
public final class ProxyMetrics {
    /** Requests that were answered, well or not; counter. */
    public static final String REQUESTS = "model_delivery_requests_total";

    /** Of these, those without an answer or with a status of 500 or above; counter. */
    public static final String ERRORS = "model_delivery_errors_total";

    /** Seconds until the last byte of the answer; histogram. */
    public static final String DURATION = "model_delivery_request_duration_seconds";

    /** Copied requests that both versions answered, and those of them that they answered differently; summary. */
    public static final String DISAGREEMENT = "model_delivery_disagreement";
    /** The label that tells the arms apart. */
    public static final String ARM = "arm";

    private ProxyMetrics() {}

    /** A page on which all of them are announced. */
    static ExpositionWriter newPage() {
        ExpositionWriter page = new ExpositionWriter();
        page.metric(DISAGREEMENT, ExpositionWriter.Type.SUMMARY, "Copied requests, and those answered differently.");
        page.metric(ERRORS, ExpositionWriter.Type.COUNTER, "Requests without an answer or with a status of 500 or above.");
        page.metric(DURATION, ExpositionWriter.Type.HISTOGRAM, "Seconds until the last byte of the answer.");
        page.metric(REQUESTS, ExpositionWriter.Type.COUNTER, "Requests that were answered, well or not.");
        return page;
    }

    static Map<String, String> labels(Arm arm) {
        return Map.of(ARM, arm.label());
    }
}
