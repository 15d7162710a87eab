package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;

/** The table of metrics: each with its interval, and beside the champion's where there is one. */
final class MetricBlocks {
    private MetricBlocks() {}

    static Block.Section section(ReportView report) {
        boolean compared = report.hasObject("champion");
        List<Block.Column> columns = new ArrayList<>(List.of(
                Block.Column.text(Messages.Page_metric()),
                Block.Column.number(Messages.Page_value()),
                Block.Column.number(Messages.Page_interval(confidence(report)))));
        if (compared) {
            columns.add(Block.Column.number(Messages.Page_championValue()));
            columns.add(Block.Column.number(Messages.Page_difference()));
            columns.add(Block.Column.number(Messages.Page_differenceInterval(confidence(report))));
            columns.add(Block.Column.text(Messages.Page_shown()));
        }
        columns.add(Block.Column.text(Messages.Page_method()));
        List<List<Cell>> rows = new ArrayList<>();
        PresentedMetrics metrics = new PresentedMetrics(report);
        metrics.ordered().forEach((name, metric) -> rows.add(row(report, name, metric, compared, metrics.isLowerBetter(name))));
        String caption = compared ? Messages.Page_metricsCompared() : Messages.Page_metricsCaption();
        return new Block.Section(Messages.Page_metrics(), List.of(new Block.Table(caption, columns, rows)));
    }

    /** The level of all intervals, as a number of per cent. */
    static String confidence(ReportView report) {
        double confidence = report.number("confidence");
        return Double.isFinite(confidence) ? Figures.percent(confidence) : "";
    }

    private static List<Cell> row(
            ReportView report, String name, ReportView metric, boolean compared, boolean lowerIsBetter) {
        ReportView champion = report.object("champion").object("metrics").object(name);
        ReportView difference = report.object("champion").object("differences").object(name);
        int decimals = Figures.decimals(metric.number("value"), metric.number("high"), champion.number("value"));
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.code(name), value(metric, decimals), interval(metric, decimals)));
        if (compared) {
            cells.add(value(champion, decimals));
            cells.add(number(Figures.difference(difference.number("value"), decimals)));
            cells.add(interval(difference, decimals));
            cells.add(Cell.of(shown(difference, lowerIsBetter)));
        }
        cells.add(Cell.of(remark(report, name, metric)));
        return cells;
    }

    private static Cell value(ReportView metric, int decimals) {
        return number(Figures.fixed(metric.number("value"), decimals));
    }

    private static Cell number(String text) {
        return text.equals(Figures.NONE) ? Cell.none() : Cell.of(text);
    }

    private static Cell interval(ReportView metric, int decimals) {
        String interval = Figures.interval(metric.number("low"), metric.number("high"), decimals);
        return interval == null ? Cell.none() : Cell.of(interval);
    }

    /** Whether the interval of the difference lies on one side of zero. */
    private static String shown(ReportView difference, boolean lowerIsBetter) {
        double low = difference.number("low");
        double high = difference.number("high");
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return null;
        }
        if (low <= 0 && high >= 0) {
            return Messages.Page_noDifference();
        }
        boolean better = low > 0 ^ lowerIsBetter;
        return better ? Messages.Page_better() : Messages.Page_worse();
    }

    /** How the interval was made, or why the metric has no value or one by convention only. */
    private static String remark(ReportView report, String name, ReportView metric) {
        String reason = report.object("undefined").text(name);
        if (reason.isEmpty()) {
            return method(metric);
        }
        return Double.isFinite(metric.number("value")) ? Messages.Page_convention(reason) : Messages.Page_undefined(reason);
    }

    private static String method(ReportView metric) {
        String method = metric.text("method");
        return method.isEmpty() || method.equals("none") ? null : method;
    }

    /** The methods behind the intervals of the report, each once. */
    static List<String> methods(ReportView report) {
        List<ReportView> intervals = new ArrayList<>(report.object("metrics").fields().values());
        for (String key : List.of("metrics", "differences")) {
            intervals.addAll(report.object("champion").object(key).fields().values());
        }
        return intervals.stream().map(MetricBlocks::method).filter(method -> method != null).distinct().toList();
    }
}
