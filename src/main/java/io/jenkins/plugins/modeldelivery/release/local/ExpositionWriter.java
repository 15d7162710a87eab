package io.jenkins.plugins.modeldelivery.release.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects samples by metric and writes them as a page in the Prometheus text format 0.0.4. */
final class ExpositionWriter {
    private static final Map<String, String> TYPES = new TreeMap<>(Map.of(
            ProxyMetrics.REQUESTS, "counter", ProxyMetrics.ERRORS, "counter", ProxyMetrics.DURATION, "histogram",
            ProxyMetrics.DISAGREEMENT, "summary"));

    private final Map<String, List<String>> lines = new TreeMap<>();

    void sample(String metric, String arm, long value) {
        add(metric, metric + "{arm=\"" + arm + "\"} " + value);
    }

    void bucket(String metric, String arm, String bound, long within) {
        add(metric, metric + "_bucket{arm=\"" + arm + "\",le=\"" + bound + "\"} " + within);
    }

    void sum(String metric, String arm, double sum, long count) {
        add(metric, metric + "_sum{arm=\"" + arm + "\"} " + sum);
        add(metric, metric + "_count{arm=\"" + arm + "\"} " + count);
    }

    /** The page; all samples of a metric stand together, as the format asks. */
    String page() {
        StringBuilder page = new StringBuilder();
        TYPES.forEach((metric, type) -> {
            page.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
            lines.getOrDefault(metric, List.of()).forEach(line -> page.append(line).append('\n'));
        });
        return page.toString();
    }

    private void add(String metric, String line) {
        lines.computeIfAbsent(metric, name -> new ArrayList<>()).add(line);
    }
}
