package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Moments;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Shows a watch: every alert with what was made of it, what happened when, and which versions it was about. */
public final class RollbackPresentation implements Presentation {
    @Override
    public String schema() {
        return RollbackReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        return new Document(
                report.text("name"),
                EnvelopeBlocks.when(report),
                report.verdict(),
                report.texts("reasons"),
                List.of(
                        new Block.Section(Messages.Page_alerts(), List.of(alerts(report))),
                        new Block.Section(Messages.Page_events(), List.of(timeline(report))),
                        new Block.Section(Messages.Page_how(), List.of(facts(report)))));
    }

    private static Block alerts(ReportView report) {
        if (report.objects("alerts").isEmpty()) {
            return new Block.Text(Messages.Page_noAlerts());
        }
        List<List<Cell>> rows = report.objects("alerts").stream()
                .map(alert -> List.of(
                        Cell.of(Moments.text(alert.text("seenAt"))),
                        Cell.of(alert.text("name")),
                        Cell.code(alert.text("labels")),
                        Cell.of(alert.text("source")),
                        Cell.of(status(alert)),
                        Cell.of(Moments.text(alert.text("startsAt"))),
                        Cell.of(alert.isTrue("counted") ? Messages.Page_yes() : Messages.Page_no()),
                        Cell.of(alert.text("why"))))
                .toList();
        return new Block.Table(
                Messages.Page_alertsCaption(),
                List.of(
                        Block.Column.text(Messages.Page_time()),
                        Block.Column.text(Messages.Page_alert()),
                        Block.Column.text(Messages.Page_labels()),
                        Block.Column.text(Messages.Page_source()),
                        Block.Column.text(Messages.Page_status()),
                        Block.Column.text(Messages.Page_since()),
                        Block.Column.text(Messages.Page_counted()),
                        Block.Column.text(Messages.Page_why())),
                rows);
    }

    /** Alerts and actions together, in the order in which they came; what was heard stands before what followed from it. */
    private static Block timeline(ReportView report) {
        if (report.objects("alerts").isEmpty() && report.objects("events").isEmpty()) {
            return new Block.Text(Messages.Page_noEvents());
        }
        record Moment(String at, String text) {}
        Stream<Moment> alerts = report.objects("alerts").stream().map(alert -> new Moment(
                alert.text("seenAt"), Messages.Page_heard(alert.text("name"), status(alert), alert.text("why"))));
        Stream<Moment> actions = report.objects("events").stream()
                .map(event -> new Moment(event.text("at"), event.text("text")));
        List<List<Cell>> rows = Stream.concat(alerts, actions)
                .sorted(Comparator.comparing(moment -> moment.at().isEmpty() ? Instant.EPOCH : Instant.parse(moment.at())))
                .map(moment -> List.of(Cell.of(Moments.text(moment.at())), Cell.of(moment.text())))
                .toList();
        return new Block.Table(
                Messages.Page_eventsCaption(),
                List.of(Block.Column.text(Messages.Page_time()), Block.Column.text(Messages.Page_event())),
                rows);
    }

    private static String status(ReportView alert) {
        return alert.isTrue("firing") ? Messages.Page_firing() : Messages.Page_resolved();
    }

    private static Cell seconds(double seconds) {
        return Double.isFinite(seconds) ? Cell.of(String.format(Locale.ROOT, "%.1f s", seconds)) : Cell.none();
    }

    private static Block.Facts facts(ReportView report) {
        return new Block.Facts(List.of(
                new Block.Fact(Messages.Page_workload(), Cell.code(report.text("workload"))),
                new Block.Fact(Messages.Page_released(), Cell.code(report.text("released"))),
                new Block.Fact(Messages.Page_releasedAt(), Cell.of(Moments.text(report.text("releasedAt")))),
                new Block.Fact(
                        Messages.Page_former(), report.text("former").isEmpty() ? Cell.none() : Cell.code(report.text("former"))),
                new Block.Fact(Messages.Page_detection(), seconds(report.number("detectionSeconds"))),
                new Block.Fact(Messages.Page_rollback(), seconds(report.number("rollbackSeconds"))),
                new Block.Fact(Messages.Page_router(), Cell.code(report.text("router"))),
                new Block.Fact(
                        Messages.Page_training(),
                        report.text("training").isEmpty() ? Cell.none() : Cell.of(report.text("training")))));
    }

    @Override
    public String badge(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        String outcome = report.text("outcome");
        return Narration.badge(
                outcome.isEmpty() ? null : Outcome.valueOf(outcome),
                report.text("cause"),
                Duration.ofSeconds((long) report.number("watchSeconds")));
    }
}
