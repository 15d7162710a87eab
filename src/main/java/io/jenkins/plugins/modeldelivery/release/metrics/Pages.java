package io.jenkins.plugins.modeldelivery.release.metrics;

import java.util.Map;

/**
 * What the pods of both arms answer under their metrics' address, by their names, in the Prometheus text format. A pod that
 * does not answer is missing.
 *
 * @param silent how many pods did not answer
 */
public record Pages(Map<String, String> stable, Map<String, String> canary, int silent) {
    public Pages {
        stable = Map.copyOf(stable);
        canary = Map.copyOf(canary);
    }

    /** Where such pages come from: an API server, or the servers themselves. Errors as in {@link MetricsSource#read}. */
    @FunctionalInterface
    public interface Reader {
        Pages read() throws InterruptedException;
    }
}
