package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.report.Axis;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.LineChart;
import io.jenkins.plugins.modeldelivery.report.Point;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Draws the evidence of each check over time, against what decides; from report.json's {@code checks}. */
public final class EvidenceChart {
    private static final double SECONDS_PER_MINUTE = 60;

    private EvidenceChart() {}

    /** One chart for each check that has a history. */
    public static List<Block> blocks(ReportView report) {
        List<Block> charts = new ArrayList<>();
        for (ReportView check : report.objects("checks")) {
            List<ReportView> history = check.objects("history");
            if (history.size() > 1) {
                charts.add(new Block.Chart(check.text("check"), chart(check, history).draw()));
            }
        }
        return charts;
    }

    private static LineChart chart(ReportView check, List<ReportView> history) {
        double start = history.get(0).number("time");
        double enough = Math.log10(check.number("enough"));
        List<Point> bad = points(history, start, "bad");
        List<Point> good = points(history, start, "good");
        double end = bad.get(bad.size() - 1).x();
        DoubleStream heights = DoubleStream.concat(
                DoubleStream.of(0, enough), DoubleStream.concat(heights(bad), heights(good)));
        return new LineChart(
                check.text("check"),
                check.text("reason"),
                Axis.covering(Messages.Chart_minutes(), DoubleStream.of(0, end)),
                Axis.covering(Messages.Chart_evidence(), heights),
                List.of(
                        new LineChart.Series(Messages.Chart_bad(), bad),
                        new LineChart.Series(Messages.Chart_good(), good)),
                new LineChart.Reference(Messages.Chart_enough(), new Point(0, enough), new Point(end, enough)));
    }

    private static List<Point> points(List<ReportView> history, double start, String key) {
        return history.stream()
                .map(point -> new Point((point.number("time") - start) / SECONDS_PER_MINUTE, point.number(key)))
                .toList();
    }

    private static DoubleStream heights(List<Point> points) {
        return points.stream().mapToDouble(Point::y);
    }
}
