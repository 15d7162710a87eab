package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;

/** How often both versions were asked the same and answered differently. */
final class Disagreement {
    private long compared;
    private long different;

    synchronized void count(boolean differs) {
        compared++;
        different += differs ? 1 : 0;
    }

    /** Adds both counts to a page, as those of the canary. */
    synchronized void expose(ExpositionWriter page) {
        page.sample(ProxyMetrics.DISAGREEMENT, "_sum", ProxyMetrics.labels(Arm.CANARY), different);
        page.sample(ProxyMetrics.DISAGREEMENT, "_count", ProxyMetrics.labels(Arm.CANARY), compared);
    }
}
