package io.jenkins.plugins.modeldelivery.report;

import java.util.Map;

/** How one capability's report is shown; works on report.json, so that a page can be drawn long after the run. */
public interface Presentation {
    /** The schema it can show, such as {@code model-delivery/evaluation/1}. */
    String schema();

    /** The report as a document for the HTML writer. */
    Document document(Map<String, Object> report);

    /** What the badge says, such as {@code roc_auc 0.954}. */
    String badge(Map<String, Object> report);

    /** The report in further forms that other tools read: texts by the name of their file. */
    default Map<String, String> files(Map<String, Object> report) {
        return Map.of();
    }

    /** The numbers that a job's page follows from build to build, by name, the one that matters most first. */
    default Map<String, Double> trend(Map<String, Object> report) {
        return Map.of();
    }
}
