package io.jenkins.plugins.modeldelivery.judge.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One arm's values of a metric as Kayenta wants them: one an interval, averaged over pods, NaN where there is none. */
final class MetricValues {
    private final List<List<Row>> intervals;

    /**
     * Takes the rows from a time on.
     *
     * @param from seconds; Kayenta compares both arms over the same time
     */
    MetricValues(Series series, double from) {
        Map<Double, List<Row>> byTime = new LinkedHashMap<>();
        for (Row row : series.rows()) {
            if (row.time() >= from) {
                byTime.computeIfAbsent(row.time(), time -> new ArrayList<>()).add(row);
            }
        }
        this.intervals = List.copyOf(byTime.values());
    }

    /** The values of the column with the metric's name, or of its sum over its count; empty when there is neither. */
    double[] of(String metric) {
        boolean known = intervals.stream().flatMap(List::stream).anyMatch(
                row -> row.values().containsKey(metric) || row.values().containsKey(metric + "_count")
                        || row.nonAnswers().containsKey(metric));
        return known ? intervals.stream().mapToDouble(rows -> value(metric, rows)).toArray() : new double[0];
    }

    private static double value(String metric, List<Row> rows) {
        double sum = total(metric + "_sum", rows);
        double count = total(metric + "_count", rows);
        if (count > 0) {
            return sum / count;
        }
        return total(metric, rows) / rows.stream().filter(row -> row.values().containsKey(metric)).count();
    }

    private static double total(String column, List<Row> rows) {
        return rows.stream().map(row -> row.values().getOrDefault(column, 0.0)).mapToDouble(Double::doubleValue).sum();
    }
}
