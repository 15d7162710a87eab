package io.jenkins.plugins.modeldelivery.evaluation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Material for the charts of residuals (target less prediction): how often each size occurs, and how residuals spread at
 * different predictions, the latter from a random sample of rows. Mergeable.
 */
final class Residuals {
    private static final int SAMPLE = 10_000;
    private static final int LARGEST_NUMBER_OF_BANDS = 40;
    private static final int ROWS_IN_A_BAND = 25;

    private final ResidualHistogram histogram = new ResidualHistogram();
    /** The rows whose random bits are least, the greatest of them first. */
    private final PriorityQueue<Point> sample = new PriorityQueue<>(Comparator.comparingLong(Point::spread).reversed());

    void add(long spread, double prediction, double residual) {
        histogram.add(residual);
        if (sample.size() < SAMPLE || spread < sample.peek().spread()) {
            keep(new Point(spread, prediction, residual));
        }
    }

    void merge(Residuals other) {
        histogram.merge(other.histogram);
        other.sample.forEach(this::keep);
    }

    Map<String, Object> charts() {
        Map<String, Object> charts = new LinkedHashMap<>();
        charts.put("histogram", histogram.bars());
        charts.put("byPrediction", byPrediction());
        return charts;
    }

    private void keep(Point point) {
        sample.add(point);
        if (sample.size() > SAMPLE) {
            sample.remove();
        }
    }

    /** Bands of equally many rows by prediction: the median prediction, and the residuals' 10th, 50th and 90th percentile. */
    private Map<String, Object> byPrediction() {
        Point[] points = sample.toArray(Point[]::new);
        Arrays.sort(points, Comparator.comparingDouble(Point::prediction).thenComparingLong(Point::spread));
        int bands = Math.max(1, Math.min(LARGEST_NUMBER_OF_BANDS, points.length / ROWS_IN_A_BAND));
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        List.of("prediction", "low", "median", "high").forEach(line -> lines.put(line, new ArrayList<>()));
        for (int band = 0; band < bands; band++) {
            Point[] within = Arrays.copyOfRange(points, points.length * band / bands, points.length * (band + 1) / bands);
            double[] residuals = Arrays.stream(within).mapToDouble(Point::residual).sorted().toArray();
            lines.get("prediction").add(within[within.length / 2].prediction());
            lines.get("low").add(percentile(residuals, 0.1));
            lines.get("median").add(percentile(residuals, 0.5));
            lines.get("high").add(percentile(residuals, 0.9));
        }
        return new LinkedHashMap<>(lines);
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private record Point(long spread, double prediction, double residual) {}
}
