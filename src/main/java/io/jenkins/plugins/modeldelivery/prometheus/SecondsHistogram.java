package io.jenkins.plugins.modeldelivery.prometheus;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long something took, each time: a histogram in the form of Prometheus. Not safe for several threads. */
public final class SecondsHistogram {
    private final double[] bounds;
    private final long[] buckets;
    private long count;
    private double sum;

    /** @param bounds upper bounds of the buckets in seconds, rising; one without a bound is added */
    public SecondsHistogram(double... bounds) {
        this.bounds = bounds.clone();
        this.buckets = new long[bounds.length + 1];
    }

    public void observe(double seconds) {
        int found = Arrays.binarySearch(bounds, seconds);
        buckets[found >= 0 ? found : -found - 1]++;
        count++;
        sum += seconds;
    }

    /** Adds its samples to a page on which the metric is announced. */
    public void expose(ExpositionWriter page, String metric, Map<String, String> labels) {
        long within = 0;
        for (int i = 0; i <= bounds.length; i++) {
            within += buckets[i];
            Map<String, String> bucket = new LinkedHashMap<>(labels);
            bucket.put("le", i < bounds.length ? Double.toString(bounds[i]) : "+Inf");
            page.sample(metric, "_bucket", bucket, within);
        }
        page.sample(metric, "_sum", labels, sum);
        page.sample(metric, "_count", labels, count);
    }
}
