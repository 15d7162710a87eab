package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.report.Axis;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.LineChart;
import io.jenkins.plugins.modeldelivery.report.Point;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The part of the page that shows how the load points went on, one after the other, with the GPUs below. */
final class TimelineBlocks {
    private TimelineBlocks() {}

    static Optional<Block> section(List<ReportView> points) {
        List<Block> charts = new ArrayList<>();
        chart(charts, points, "throughput", 1, Messages.Page_throughput());
        chart(charts, points, "latency", 1000, Messages.Page_meanLatency());
        chart(charts, points, "gpuPower", 1, Messages.Page_power());
        chart(charts, points, "gpuUtilization", 100, Messages.Page_utilization());
        return charts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Section(Messages.Page_timeline(), charts));
    }

    private static void chart(List<Block> charts, List<ReportView> points, String field, double factor, String title) {
        List<LineChart.Series> lines = points.stream()
                .map(point -> line(points, point, field, factor))
                .filter(line -> !line.points().isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        Axis time = Axis.covering(Messages.Page_seconds(), lines.stream().flatMapToDouble(TimelineBlocks::times));
        Axis values = Axis.covering(title, lines.stream().flatMapToDouble(TimelineBlocks::values));
        charts.add(new Block.Chart(
                title, new LineChart(title, Messages.Page_timelineDescription(title), time, values, lines, null).draw()));
    }

    private static DoubleStream times(LineChart.Series line) {
        return line.points().stream().mapToDouble(Point::x);
    }

    private static DoubleStream values(LineChart.Series line) {
        return line.points().stream().mapToDouble(Point::y);
    }

    private static LineChart.Series line(List<ReportView> points, ReportView point, String field, double factor) {
        double start = point.number("startedAt") - points.get(0).number("startedAt");
        double step = point.object("timeline").number("step");
        List<Double> values = point.object("timeline").numbers(field);
        List<Point> line = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                line.add(new Point(start + (i + 0.5) * step, values.get(i) * factor));
            }
        }
        return new LineChart.Series(point.text("label"), line);
    }
}
