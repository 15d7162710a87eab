package io.jenkins.plugins.modeldelivery.release.local;

/** How often both versions were asked the same and answered differently. */
final class Disagreement {
    private long compared;
    private long different;

    synchronized void count(boolean differs) {
        compared++;
        different += differs ? 1 : 0;
    }

    /** Appends both counts in the Prometheus text format, as those of the canary. */
    synchronized void expose(ExpositionWriter page) {
        page.sum(ProxyMetrics.DISAGREEMENT, Arm.CANARY.label(), different, compared);
    }
}
