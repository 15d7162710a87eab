package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.EvidenceChart;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaBlocks;
import io.jenkins.plugins.modeldelivery.report.Axis;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.LineChart;
import io.jenkins.plugins.modeldelivery.report.Moments;
import io.jenkins.plugins.modeldelivery.report.Point;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Shows what became of a canary: its checks with their evidence over time, the traffic, and what happened when. */
public final class CanaryPresentation implements Presentation {
    private static final double SECONDS_PER_MINUTE = 60;

    @Override
    public String schema() {
        return CanaryReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        List<Block> blocks = new ArrayList<>();
        blocks.add(EnvelopeBlocks.gates(report));
        report.texts("notices").forEach(notice -> blocks.add(new Block.Notice(notice)));
        if (!report.objects("traffic").isEmpty()) {
            blocks.add(new Block.Section(Messages.Page_traffic(), List.of(traffic(report))));
        }
        List<Block> evidence = EvidenceChart.blocks(report);
        if (!evidence.isEmpty()) {
            blocks.add(new Block.Section(Messages.Page_evidence(), evidence));
        }
        if (report.hasObject("kayenta")) {
            blocks.add(KayentaBlocks.section(report.object("kayenta")));
        }
        blocks.add(new Block.Section(Messages.Page_events(), List.of(events(report))));
        blocks.add(new Block.Section(Messages.Page_how(), List.of(facts(report))));
        return new Document(
                report.text("name"), EnvelopeBlocks.when(report), report.verdict(), report.texts("reasons"), blocks);
    }

    @Override
    public String badge(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        String outcome = report.text("outcome");
        return Badges.of(
                outcome.isEmpty() ? null : Outcome.valueOf(outcome),
                report.isTrue("dryRun"),
                (int) report.number("canaryPercent"),
                report.text("image"),
                report.text("workload"));
    }

    private static Block.Chart traffic(ReportView report) {
        List<Point> meant = new ArrayList<>();
        List<Point> measured = new ArrayList<>();
        double before = 0;
        for (ReportView point : report.objects("traffic")) {
            double at = minutes(point.number("seconds"));
            double share = point.number("canaryPercent");
            double all = point.number("stable") + point.number("canary");
            meant.add(new Point(before, share));
            meant.add(new Point(at, share));
            measured.add(new Point((before + at) / 2, 100 * point.number("canary") / all));
            before = at;
        }
        List<LineChart.Series> series = List.of(
                new LineChart.Series(Messages.Page_measured(), measured), new LineChart.Series(Messages.Page_meant(), meant));
        LineChart chart = new LineChart(
                Messages.Page_traffic(),
                Messages.Page_trafficDescription(),
                Axis.covering(Messages.Page_minutes(), DoubleStream.of(0, before)),
                Axis.linear(Messages.Page_share(), 0, 100),
                series,
                null);
        return new Block.Chart(Messages.Page_traffic(), chart.draw());
    }

    private static Block events(ReportView report) {
        if (report.objects("events").isEmpty()) {
            return new Block.Text(Messages.Page_noEvents());
        }
        List<List<Cell>> rows = report.objects("events").stream()
                .map(event -> List.of(
                        Cell.of(Moments.text(event.text("at"))),
                        Cell.of(Figures.digits(event.number("canaryPercent"))),
                        Cell.of(event.text("text"))))
                .toList();
        return new Block.Table(
                Messages.Page_eventsCaption(),
                List.of(
                        Block.Column.text(Messages.Page_time()),
                        Block.Column.number(Messages.Page_share()),
                        Block.Column.text(Messages.Page_event())),
                rows);
    }

    private static Block.Facts facts(ReportView report) {
        String steps = report.numbers("steps").stream().map(Figures::digits).collect(Collectors.joining(", "));
        return new Block.Facts(List.of(
                new Block.Fact(Messages.Page_workload(), Cell.code(report.text("workload"))),
                new Block.Fact(Messages.Page_image(), report.text("image").isEmpty() ? Cell.none() : Cell.code(report.text("image"))),
                new Block.Fact(Messages.Page_router(), Cell.code(report.text("router"))),
                new Block.Fact(Messages.Page_strategy(), Cell.code(report.text("strategy"))),
                new Block.Fact(
                        Messages.Page_evaluation(),
                        report.text("evaluation").isEmpty() ? Cell.none() : Cell.of(report.text("evaluation"))),
                new Block.Fact(Messages.Page_steps(), Cell.of(steps)),
                new Block.Fact(Messages.Page_requests(), Cell.of(Figures.count(report.number("canaryRequests")))),
                new Block.Fact(Messages.Page_outcome(), report.text("outcome").isEmpty() ? Cell.none() : Cell.code(report.text("outcome")))));
    }

    private static double minutes(double seconds) {
        return seconds / SECONDS_PER_MINUTE;
    }
}
