package io.jenkins.plugins.modeldelivery.prometheus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects samples by metric and writes them as a page in the Prometheus text format 0.0.4, so that all samples of a metric
 * stand together, whatever the order in which they came.
 */
public final class ExpositionWriter {
    /** What the page is sent as. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, List<String>> metrics = new LinkedHashMap<>();

    /** How Prometheus takes a metric's samples. */
    public enum Type { COUNTER, GAUGE, HISTOGRAM, SUMMARY }

    /** Announces a metric; metrics stand on the page in the order of their announcements. */
    public void metric(String name, Type type, String help) {
        List<String> lines = new ArrayList<>();
        lines.add("# HELP " + name + ' ' + help.replace("\\", "\\\\").replace("\n", "\\n"));
        lines.add("# TYPE " + name + ' ' + type.name().toLowerCase(Locale.ROOT));
        metrics.put(name, lines);
    }

    /** Adds a sample of an announced metric. */
    public void sample(String metric, Map<String, String> labels, double value) {
        sample(metric, "", labels, value);
    }

    /**
     * Adds one of the samples that a histogram or summary is made of.
     *
     * @param suffix such as {@code _bucket}
     */
    public void sample(String metric, String suffix, Map<String, String> labels, double value) {
        metrics.get(metric).add(metric + suffix + text(labels) + ' ' + text(value));
    }

    /** The page as it is now. */
    public String page() {
        return metrics.values().stream()
                .flatMap(List::stream)
                .map(line -> line + '\n')
                .collect(Collectors.joining());
    }

    private static String text(Map<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String text(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
}
