package io.jenkins.plugins.modeldelivery.judge.kayenta;

/** What Kayenta calls a metric. */
public enum Classification {
    PASS("Pass"),
    HIGH("High"),
    LOW("Low"),
    NODATA("Nodata"),
    NODATA_FAIL_METRIC("NodataFailMetric"),
    ERROR("Error");

    private final String label;

    Classification(String label) {
        this.label = label;
    }

    /** The word in Kayenta's own results. */
    public String label() {
        return label;
    }
}
