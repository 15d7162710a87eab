package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The part of the page that shows this benchmark beside its baseline, load point by load point. */
final class ComparisonBlocks {
    private static final double MILLIS = 1000;

    /** One quantity of a load point, as a page shows it. */
    private record Shown(String name, ToDoubleFunction<ReportView> value) {}

    private ComparisonBlocks() {}

    static Optional<Block> section(ReportView report) {
        ReportView baseline = report.object("baseline");
        List<List<Cell>> rows = new ArrayList<>();
        for (ReportView point : report.objects("points")) {
            baseline.objects("points").stream()
                    .filter(before -> before.text("label").equals(point.text("label")))
                    .forEach(before -> shown().forEach(quantity -> row(point, before, quantity).ifPresent(rows::add)));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Block.Column> columns = List.of(
                Block.Column.text(Messages.Page_point()),
                Block.Column.text(Messages.Page_quantity()),
                Block.Column.number(Messages.Page_now()),
                Block.Column.number(Messages.Page_before()),
                Block.Column.number(Messages.Page_change()));
        String caption = Messages.Page_comparisonCaption(baseline.text("origin"), baseline.text("startedAt"));
        return Optional.of(new Block.Section(
                Messages.Page_comparison(), List.of(new Block.Table(caption, columns, rows))));
    }

    private static List<Shown> shown() {
        return List.of(
                new Shown(Messages.Page_throughput(), point -> point.object("throughput").number("value")),
                new Shown("p50 (ms)", point -> millis(point, "p50")),
                new Shown("p99 (ms)", point -> millis(point, "p99")),
                new Shown(Messages.Page_energyPerRequest(), point -> point.object("energy_per_request").number("value")));
    }

    private static double millis(ReportView point, String percentile) {
        return point.object("latency").object(percentile).number("value") * MILLIS;
    }

    private static Optional<List<Cell>> row(ReportView point, ReportView before, Shown quantity) {
        double now = quantity.value().applyAsDouble(point);
        double then = quantity.value().applyAsDouble(before);
        if (Double.isNaN(now) || Double.isNaN(then)) {
            return Optional.empty();
        }
        return Optional.of(List.of(
                Cell.of(point.text("label")),
                Cell.of(quantity.name()),
                Cell.of(Figures.digits(now)),
                Cell.of(Figures.digits(then)),
                Cell.of(Figures.difference(100 * (now / then - 1), 1) + " %")));
    }
}
