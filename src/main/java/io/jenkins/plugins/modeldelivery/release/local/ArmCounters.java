package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.prometheus.ExpositionWriter;
import io.jenkins.plugins.modeldelivery.prometheus.SecondsHistogram;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/**
 * What one arm has answered since the proxy started. The buckets grow by less than a tenth from each to the next, so that
 * a change of a tenth in a percentile can be told.
 */
final class ArmCounters {
    private static final int PER_DECADE = 25;
    private static final double FIRST = 0.0005;
    private static final double LAST = 60;
    private static final double[] BOUNDS = bounds();

    private final SecondsHistogram durations = new SecondsHistogram(BOUNDS);
    private long requests;
    private long errors;

    /**
     * Counts one request.
     *
     * @param duration in seconds, until the last byte of the answer
     */
    synchronized void count(double duration, boolean error) {
        requests++;
        errors += error ? 1 : 0;
        durations.observe(duration);
    }

    /** Adds the counters to a page; all of them at the same moment. */
    synchronized void expose(Arm arm, ExpositionWriter page) {
        Map<String, String> labels = ProxyMetrics.labels(arm);
        page.sample(ProxyMetrics.REQUESTS, labels, requests);
        page.sample(ProxyMetrics.ERRORS, labels, errors);
        durations.expose(page, ProxyMetrics.DURATION, labels);
    }

    private static double[] bounds() {
        int count = (int) Math.ceil(Math.log10(LAST / FIRST) * PER_DECADE) + 1;
        double[] bounds = new double[count];
        for (int i = 0; i < count; i++) {
            bounds[i] = new BigDecimal(FIRST * Math.pow(10, (double) i / PER_DECADE))
                    .round(new MathContext(4))
                    .doubleValue();
        }
        return bounds;
    }
}
