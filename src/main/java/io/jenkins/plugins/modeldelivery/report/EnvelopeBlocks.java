package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The parts that every capability's page has, made from the envelope that every report has. */
public final class EnvelopeBlocks {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private EnvelopeBlocks() {}

    /** The section of gates, those that hold last; a remark where none was asked. */
    public static Block.Section gates(ReportView report) {
        List<ReportView> gates = report.objects("gates");
        if (gates.isEmpty()) {
            return new Block.Section(Messages.Gates_title(), List.of(new Block.Notice(Messages.Gates_none())));
        }
        List<Block.GateLine> lines = gates.stream()
                .map(EnvelopeBlocks::gateLine)
                .sorted(Comparator.comparing(Block.GateLine::verdict).reversed())
                .toList();
        return new Block.Section(Messages.Gates_title(), List.of(new Block.Gates(lines)));
    }

    private static Block.GateLine gateLine(ReportView gate) {
        double value = gate.number("value");
        double low = gate.number("low");
        double high = gate.number("high");
        int decimals = Figures.decimals(value, low, high);
        return new Block.GateLine(
                gate.text("gate"),
                gate.verdict() == null ? Verdict.INCONCLUSIVE : gate.verdict(),
                Double.isFinite(value) ? Figures.fixed(value, decimals) : null,
                Figures.interval(low, high, decimals),
                gate.text("reason"));
    }

    /** The section that says which files the verdict rests on. */
    public static Block.Section inputs(ReportView report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ReportView input : report.objects("inputs")) {
            rows.add(List.of(
                    Cell.code(input.text("path")), Cell.of(size(input)), Cell.code(input.text("sha256"))));
        }
        Block.Table table = new Block.Table(
                Messages.Inputs_caption(),
                List.of(
                        Block.Column.text(Messages.Inputs_file()),
                        Block.Column.number(Messages.Inputs_size()),
                        Block.Column.text("SHA-256")),
                rows);
        return new Block.Section(Messages.Inputs_title(), List.of(table));
    }

    private static String size(ReportView input) {
        double rows = input.number("rows");
        double bytes = input.number("bytes");
        if (Double.isFinite(rows)) {
            return Messages.Inputs_rows(Figures.count(rows));
        }
        return Double.isFinite(bytes) ? Messages.Inputs_bytes(Figures.count(bytes)) : null;
    }

    /** When it ran, how long, and by what: {@code 2026-11-20 19:25 UTC, 0.8 s, model-delivery 0.1}. */
    public static String when(ReportView report) {
        List<String> parts = new ArrayList<>();
        try {
            Instant start = Instant.parse(report.text("startedAt"));
            parts.add(MINUTE.format(start));
            parts.add(seconds(Duration.between(start, Instant.parse(report.text("finishedAt")))));
        } catch (DateTimeException e) {
            // A report without times still has a page; the line is just shorter.
        }
        parts.add(report.text("tool"));
        parts.removeIf(String::isEmpty);
        return String.join(" \u00b7 ", parts);
    }

    private static String seconds(Duration duration) {
        return Figures.digits(duration.toMillis() / 1000.0) + " s";
    }
}
