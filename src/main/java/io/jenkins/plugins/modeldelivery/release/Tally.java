package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;
import io.jenkins.plugins.modeldelivery.prometheus.SecondsHistogram;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What has ended on one workload since this process began, for Prometheus, which expects counters to begin anew with
 * it. Every count is there from the start, so that the first increment is seen as one.
 */
public final class Tally {
    private static final String DEPLOYMENTS = "model_delivery_deployments_total";
    private static final String ROLLBACKS = "model_delivery_rollbacks_total";
    private static final String DETECTION = "model_delivery_detection_seconds";
    private static final String ROLLBACK = "model_delivery_rollback_seconds";

    private static final String CANARY = "canaryDeploy";
    private static final String ROLLED_BACK = "ROLLED_BACK";
    private static final double[] BOUNDS = {0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600};

    private final Map<String, Long> deployments = zeros("promoted", "rolled_back", "held", "unconfirmed");
    private final Map<String, Long> rollbacks = zeros("canary", "alert", "person");
    private final SecondsHistogram detection = new SecondsHistogram(BOUNDS);
    private final SecondsHistogram rollback = new SecondsHistogram(BOUNDS);

    private static Map<String, Long> zeros(String... keys) {
        Map<String, Long> zeros = new LinkedHashMap<>();
        List.of(keys).forEach(key -> zeros.put(key, 0L));
        return zeros;
    }

    /**
     * Counts the end of a release or a watch; one that touched nothing is none.
     *
     * @param step the step's name in a Jenkinsfile
     */
    public synchronized void count(String step, ReportView report) {
        String outcome = report.text("outcome");
        if (step.equals(CANARY)) {
            deployments.computeIfPresent(outcome.toLowerCase(Locale.ROOT), (key, count) -> count + 1);
        }
        if (outcome.equals(ROLLED_BACK)) {
            boolean alerted = Double.isFinite(report.number("detectionSeconds"));
            rollbacks.merge(step.equals(CANARY) ? "canary" : alerted ? "alert" : "person", 1L, Long::sum);
        }
        observe(detection, report.number("detectionSeconds"));
        observe(rollback, report.number("rollbackSeconds"));
    }

    private static void observe(SecondsHistogram histogram, double seconds) {
        if (Double.isFinite(seconds)) {
            histogram.observe(seconds);
        }
    }

    /** Announces its metrics on a page. */
    public static void announce(ExpositionWriter page) {
        page.metric(DEPLOYMENTS, ExpositionWriter.Type.COUNTER, "Releases that ended, by how they ended.");
        page.metric(ROLLBACKS, ExpositionWriter.Type.COUNTER, "Roll-backs, by what caused them.");
        page.metric(DETECTION, ExpositionWriter.Type.HISTOGRAM, "Seconds from the start of an alert to the decision to roll back.");
        page.metric(ROLLBACK, ExpositionWriter.Type.HISTOGRAM, "Seconds from that decision until the router confirmed it.");
    }

    /** Adds its samples to a page. */
    public synchronized void expose(ExpositionWriter page, Map<String, String> labels) {
        deployments.forEach((outcome, count) -> page.sample(DEPLOYMENTS, with(labels, "outcome", outcome), count));
        rollbacks.forEach((cause, count) -> page.sample(ROLLBACKS, with(labels, "cause", cause), count));
        detection.expose(page, DETECTION, labels);
        rollback.expose(page, ROLLBACK, labels);
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }
}
