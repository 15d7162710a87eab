package io.jenkins.plugins.modeldelivery.report;

import java.util.List;
import java.util.stream.IntStream;

/** One chart of each kind, for tests of what all have in common. */
final class ChartExamples {
    private ChartExamples() {}

    static List<Svg> all(String text) {
        return List.of(
                line(text, 7).draw(), matrix(text).draw(), histogram(text).draw(), band(text).draw(), intervals(text).draw());
    }

    static LineChart line(String text, int series) {
        List<Point> points = List.of(new Point(0, 0), new Point(0.5, 0.9), new Point(1, 1));
        return new LineChart(
                text,
                text,
                Axis.linear(text, 0, 1),
                Axis.linear(text, 0, 1),
                IntStream.range(0, series).mapToObj(i -> new LineChart.Series(text + i, points)).toList(),
                new LineChart.Reference(text, new Point(0, 0), new Point(1, 1)));
    }

    static ConfusionMatrix matrix(String text) {
        return new ConfusionMatrix(
                text, text, text, text, List.of(text, "b"), List.of(List.of(90.0, 10.0), List.of(0.0, 40.0)));
    }

    static Histogram histogram(String text) {
        return new Histogram(
                text, text, Axis.linear(text, 0, 3), Axis.linear(text, 0, 10), List.of(0.0, 1.0, 2.0, 3.0), List.of(5.0, 0.0, 10.0));
    }

    static BandChart band(String text) {
        return new BandChart(
                text,
                text,
                Axis.linear(text, 0, 1),
                Axis.linear(text, -1, 1),
                List.of(new Point(0, -1), new Point(1, -1)),
                List.of(new Point(0, 0), new Point(1, 0)),
                List.of(new Point(0, 1), new Point(1, 1)),
                text,
                text);
    }

    static IntervalPlot intervals(String text) {
        return new IntervalPlot(
                text,
                text,
                text,
                List.of(
                        new IntervalPlot.Row(text, 0.9, 0.8, 1.0, 0.85, List.of(new IntervalPlot.Limit(0.7, false))),
                        new IntervalPlot.Row("no interval", 0.95, Double.NaN, Double.NaN, Double.NaN, List.of(new IntervalPlot.Limit(0.99, true))),
                        new IntervalPlot.Row("undefined", Double.NaN, 0, 1, 0, List.of())),
                text,
                text,
                text);
    }
}
