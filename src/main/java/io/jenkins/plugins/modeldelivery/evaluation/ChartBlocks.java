package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Axis;
import io.jenkins.plugins.modeldelivery.report.BandChart;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.Histogram;
import io.jenkins.plugins.modeldelivery.report.LineChart;
import io.jenkins.plugins.modeldelivery.report.Point;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The charts of an evaluation; each is left out when the report has nothing to draw. */
final class ChartBlocks {
    private final ReportView report;
    private final List<Block> charts = new ArrayList<>();

    private ChartBlocks(ReportView report) {
        this.report = report;
    }

    static List<Block> of(ReportView report) {
        ChartBlocks blocks = new ChartBlocks(report);
        blocks.charts.addAll(IntervalBlocks.of(report));
        blocks.charts.addAll(ConfusionBlocks.of(report));
        blocks.roc();
        blocks.precisionRecall();
        blocks.residuals();
        blocks.residualsByPrediction();
        return blocks.charts;
    }

    private void roc() {
        LineChart.Reference chance = new LineChart.Reference(Messages.Page_chance(), new Point(0, 0), new Point(1, 1));
        curve("roc", "roc_auc", Messages.Page_roc(), Messages.Page_falsePositiveRate(), Messages.Page_truePositiveRate(), chance);
    }

    private void precisionRecall() {
        curve("precision_recall", "average_precision", Messages.Page_precisionRecall(), "recall", "precision", prevalence());
    }

    /** What a model without any skill reaches: the share of positives, where a curve that ends at a recall of 1 ends. */
    private LineChart.Reference prevalence() {
        ReportView curve = report.object("curves").object("precision_recall");
        List<Point> points = Point.of(curve.numbers("x"), curve.numbers("y"));
        Point last = points.isEmpty() ? new Point(Double.NaN, Double.NaN) : points.get(points.size() - 1);
        boolean known = last.x() == 1 && Double.isFinite(last.y());
        return known ? new LineChart.Reference(Messages.Page_chance(), new Point(0, last.y()), last) : null;
    }

    private void curve(
            String key, String area, String caption, String xTitle, String yTitle, LineChart.Reference reference) {
        List<LineChart.Series> series = new ArrayList<>();
        series(series, report, key, area, Messages.Page_candidate());
        series(series, report.object("champion"), key, area, Messages.Page_championName());
        if (series.isEmpty()) {
            return;
        }
        String description = caption + ". " + String.join("; ", series.stream().map(LineChart.Series::label).toList());
        LineChart chart = new LineChart(
                caption, description, Axis.linear(xTitle, 0, 1), Axis.linear(yTitle, 0, 1), series, reference);
        charts.add(new Block.Chart(caption, chart.draw()));
    }

    private static void series(List<LineChart.Series> series, ReportView model, String key, String area, String name) {
        ReportView curve = model.object("curves").object(key);
        List<Point> points = Point.of(curve.numbers("x"), curve.numbers("y"));
        if (points.size() > 1) {
            double value = model.object("metrics").object(area).number("value");
            series.add(new LineChart.Series(name + ", " + area + " " + Figures.digits(value), points));
        }
    }

    private void residuals() {
        ReportView histogram = report.object("residuals").object("histogram");
        List<Double> edges = finite(histogram.numbers("edges"));
        List<Double> counts = finite(histogram.numbers("counts"));
        if (counts.isEmpty() || edges.size() != counts.size() + 1) {
            return;
        }
        Histogram chart = new Histogram(
                Messages.Page_residuals(),
                Messages.Page_residualsDescription(Figures.digits(edges.get(0)), Figures.digits(edges.get(edges.size() - 1))),
                Axis.covering(Messages.Page_residual(), stream(edges)),
                Axis.covering(Messages.Page_rowsAxis(), DoubleStream.concat(DoubleStream.of(0), stream(counts))),
                edges,
                counts);
        charts.add(new Block.Chart(Messages.Page_residuals(), chart.draw()));
    }

    private void residualsByPrediction() {
        ReportView bins = report.object("residuals").object("byPrediction");
        List<Double> predictions = bins.numbers("prediction");
        List<Point> low = Point.of(predictions, bins.numbers("low"));
        List<Point> median = Point.of(predictions, bins.numbers("median"));
        List<Point> high = Point.of(predictions, bins.numbers("high"));
        if (median.size() < 2 || low.size() != median.size() || high.size() != median.size()) {
            return;
        }
        DoubleStream residuals = DoubleStream.concat(
                DoubleStream.of(0), DoubleStream.concat(ys(low), DoubleStream.concat(ys(median), ys(high))));
        BandChart chart = new BandChart(
                Messages.Page_residualsByPrediction(),
                Messages.Page_residualsByPredictionDescription(),
                Axis.covering(Messages.Page_prediction(), stream(predictions)),
                Axis.covering(Messages.Page_residual(), residuals),
                low,
                median,
                high,
                Messages.Page_band(),
                Messages.Page_median());
        charts.add(new Block.Chart(Messages.Page_residualsByPrediction(), chart.draw()));
    }

    private static List<Double> finite(List<Double> values) {
        return values.stream().allMatch(Double::isFinite) ? values : List.of();
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }

    private static DoubleStream ys(List<Point> points) {
        return points.stream().mapToDouble(Point::y);
    }
}
