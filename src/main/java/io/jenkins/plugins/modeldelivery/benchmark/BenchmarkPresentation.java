package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.latency.EncodedHistogram;
import io.jenkins.plugins.modeldelivery.benchmark.output.HistogramLog;
import io.jenkins.plugins.modeldelivery.benchmark.output.JunitXml;
import io.jenkins.plugins.modeldelivery.benchmark.output.PointsCsv;
import io.jenkins.plugins.modeldelivery.report.Axis;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.LineChart;
import io.jenkins.plugins.modeldelivery.report.Point;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.HdrHistogram.HistogramIterationValue;

/** Shows what gpuBenchmark found: gates, load points, latency against throughput, percentiles and GPUs. */
public final class BenchmarkPresentation implements Presentation {
    private static final List<String> SHOWN = List.of("p50", "p90", "p99", "p99.9");
    private static final double MILLIS = 1000;
    private static final double NANOS_OF_A_MILLISECOND = 1e6;
    /** Points drawn for each halving of the requests that are slower. */
    private static final int TICKS = 5;

    private static final double FIRST_RATIO = 1.5;
    private static final double LAST_RATIO = 20_000;

    @Override
    public String schema() {
        return BenchmarkReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        List<ReportView> points = report.objects("points");
        List<Block> blocks = new ArrayList<>();
        blocks.add(EnvelopeBlocks.gates(report));
        blocks.add(new Block.Section(Messages.Page_points(), List.of(table(points))));
        blocks.add(new Block.Section(Messages.Page_charts(), charts(points)));
        ComparisonBlocks.section(report).ifPresent(blocks::add);
        TimelineBlocks.section(points).ifPresent(blocks::add);
        blocks.add(TelemetryBlocks.gpus(report, points));
        TelemetryBlocks.server(points).ifPresent(blocks::add);
        blocks.add(EnvelopeBlocks.inputs(report));
        blocks.add(new Block.Section(Messages.Page_how(), List.of(facts(report))));
        return new Document(
                report.text("name"), EnvelopeBlocks.when(report), report.verdict(), report.texts("reasons"), blocks);
    }

    @Override
    public Map<String, String> files(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("points.csv", PointsCsv.of(report));
        files.put("latency.hlog", HistogramLog.of(report));
        files.put("junit.xml", JunitXml.of(report));
        return files;
    }

    @Override
    public String badge(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        return operating(report)
                .map(point -> "p99 " + Figures.digits(millis(point, "p99")) + " ms @ "
                        + Figures.digits(point.object("throughput").number("value")) + "/s")
                .orElse(Messages.Page_noPoint());
    }

    @Override
    public Map<String, Double> trend(Map<String, Object> map) {
        Map<String, Double> values = new LinkedHashMap<>();
        operating(new ReportView(map)).ifPresent(point -> {
            values.put("p99", millis(point, "p99"));
            values.put("throughput", point.object("throughput").number("value"));
        });
        values.values().removeIf(value -> !Double.isFinite(value));
        return values;
    }

    private static Optional<ReportView> operating(ReportView report) {
        return report.objects("points").stream()
                .filter(point -> point.text("label").equals(report.text("operatingPoint")))
                .findFirst();
    }

    private static Block.Table table(List<ReportView> points) {
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.text(Messages.Page_point()));
        columns.add(Block.Column.number(Messages.Page_requests()));
        columns.add(Block.Column.number(Messages.Page_failures()));
        columns.add(Block.Column.number(Messages.Page_throughput()));
        SHOWN.forEach(percentile -> columns.add(Block.Column.number(percentile)));
        columns.add(Block.Column.number(Messages.Page_late()));
        columns.add(Block.Column.text(Messages.Page_valid()));
        return new Block.Table(
                Messages.Page_pointsCaption(), columns, points.stream().map(BenchmarkPresentation::row).toList());
    }

    private static List<Cell> row(ReportView point) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(point.text("label")));
        cells.add(Cell.of(Figures.count(point.number("requests"))));
        double failures = point.object("failures").sum();
        cells.add(Cell.of(Figures.count(failures)));
        cells.add(Cell.of(Figures.digits(point.object("throughput").number("value"))));
        SHOWN.forEach(percentile -> cells.add(Cell.of(Figures.digits(millis(point, percentile)))));
        cells.add(Cell.of(Figures.digits(point.number("lateShare") * 100) + " %"));
        cells.add(Cell.of(point.isTrue("valid") ? Messages.Page_yes() : String.join("; ", point.texts("invalid"))));
        return cells;
    }

    private static List<Block> charts(List<ReportView> points) {
        List<Block> charts = new ArrayList<>();
        List<LineChart.Series> curve = List.of(curve(points, "p50"), curve(points, "p99"));
        if (curve.get(0).points().size() > 1) {
            charts.add(chart(
                    Messages.Page_curve(), Messages.Page_curveDescription(),
                    Axis.covering(Messages.Page_throughputAxis(), all(curve, Point::x)), curve));
        }
        List<LineChart.Series> spectrum = points.stream().map(BenchmarkPresentation::spectrum).toList();
        charts.add(chart(
                Messages.Page_spectrum(), Messages.Page_spectrumDescription(),
                Axis.logarithmic(Messages.Page_percentileAxis(), FIRST_RATIO, LAST_RATIO), spectrum));
        return charts;
    }

    private static Block.Chart chart(String title, String description, Axis x, List<LineChart.Series> series) {
        Axis y = Axis.covering(Messages.Page_latencyAxis(), all(series, Point::y));
        return new Block.Chart(title, new LineChart(title, description, x, y, series, null).draw());
    }

    private static DoubleStream all(List<LineChart.Series> series, ToDoubleFunction<Point> coordinate) {
        return series.stream().flatMap(line -> line.points().stream()).mapToDouble(coordinate);
    }

    private static LineChart.Series curve(List<ReportView> points, String percentile) {
        List<Point> line = points.stream()
                .filter(point -> point.isTrue("valid"))
                .map(point -> new Point(point.object("throughput").number("value"), millis(point, percentile)))
                .toList();
        return new LineChart.Series(percentile, line);
    }

    /** Percentiles over the number of requests of which one is slower, so that each further nine takes as much room. */
    private static LineChart.Series spectrum(ReportView point) {
        String histogram = point.object("histograms").text("latency");
        List<Point> line = new ArrayList<>();
        if (!histogram.isEmpty()) {
            for (HistogramIterationValue value : EncodedHistogram.read(histogram).percentiles(TICKS)) {
                double rest = 100 - value.getPercentileLevelIteratedTo();
                line.add(new Point(100 / rest, value.getValueIteratedTo() / NANOS_OF_A_MILLISECOND));
            }
        }
        line.removeIf(at -> !(at.x() >= FIRST_RATIO && at.x() <= LAST_RATIO));
        return new LineChart.Series(point.text("label"), line);
    }

    private static Block.Facts facts(ReportView report) {
        String point = report.text("operatingPoint");
        return new Block.Facts(List.of(
                new Block.Fact(Messages.Page_url(), Cell.code(report.text("url"))),
                new Block.Fact(Messages.Page_protocol(), Cell.of(report.text("protocol"))),
                new Block.Fact(Messages.Page_scenario(), Cell.of(report.text("scenario"))),
                new Block.Fact(Messages.Page_operatingPoint(), Cell.of(point.isEmpty() ? Messages.Page_noPoint() : point)),
                new Block.Fact(Messages.Page_seed(), Cell.of(Figures.count(report.number("seed"))))));
    }

    private static double millis(ReportView point, String percentile) {
        return point.object("latency").object(percentile).number("value") * MILLIS;
    }
}
