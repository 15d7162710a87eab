package io.jenkins.plugins.modeldelivery.release.local;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * What one arm has answered since the proxy started. The buckets grow by less than a tenth from each to the next, so that
 * a change of a tenth in a percentile can be told.
 */
final class ArmCounters {
    private static final int PER_DECADE = 25;
    private static final double FIRST = 0.0005;
    private static final double LAST = 60;
    /** Upper bounds in seconds, rising. */
    private static final double[] BOUNDS = bounds();

    private final long[] buckets = new long[BOUNDS.length + 1];
    private long requests;
    private long errors;
    private double seconds;

    /**
     * Counts one request.
     *
     * @param duration in seconds, until the last byte of the answer
     */
    synchronized void count(double duration, boolean error) {
        requests++;
        errors += error ? 1 : 0;
        seconds += duration;
        int found = Arrays.binarySearch(BOUNDS, duration);
        buckets[found >= 0 ? found : -found - 1]++;
    }

    /** Appends the counters in the Prometheus text format; all of them at the same moment. */
    synchronized void expose(String arm, ExpositionWriter page) {
        page.sample(ProxyMetrics.REQUESTS, arm, requests);
        page.sample(ProxyMetrics.ERRORS, arm, errors);
        long within = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            within += buckets[i];
            page.bucket(ProxyMetrics.DURATION, arm, Double.toString(BOUNDS[i]), within);
        }
        page.bucket(ProxyMetrics.DURATION, arm, "+Inf", requests);
        page.sum(ProxyMetrics.DURATION, arm, seconds, requests);
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
