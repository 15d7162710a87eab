package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.nio.file.Path;

/**
 * How results are to be made.
 *
 * @param confidence of intervals and bounds, between 0.5 and 1
 * @param seed of the bootstrap
 * @param memory bytes that sorted rows may take up before they go to disk
 * @param scratch where they go
 */
public record Precision(double confidence, long seed, long memory, Path scratch) {
    private static final int REPLICATES = 1000;
    private static final int REPLICATES_BEYOND_AN_END = 20;

    /** Enough that several replicates lie beyond each end of an interval. */
    int replicates() {
        return (int) Math.max(REPLICATES, Math.min(1e6, Math.ceil(REPLICATES_BEYOND_AN_END / (1 - confidence))));
    }
}
