package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.IntervalPlot;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Metrics with their intervals, the champion's value and the gate's limit on one scale. Scores and losses have scales of
 * their own; a squared error, whose unit is not the target's, a largest error, which has no interval, and further averages
 * of the same metric stay in the table.
 */
final class IntervalBlocks {
    private static final Set<String> LOSSES = Set.of("log_loss", "brier");
    private static final Set<String> ERRORS = Set.of("mae", "rmse", "median_ae");
    private static final Set<String> TABLE_ONLY = Set.of("mse", "max_error", "mape");

    private IntervalBlocks() {}

    static List<Block> of(ReportView report) {
        PresentedMetrics metrics = new PresentedMetrics(report);
        Map<String, List<IntervalPlot.Limit>> limits = metrics.limits();
        List<IntervalPlot.Row> scores = new ArrayList<>();
        List<IntervalPlot.Row> losses = new ArrayList<>();
        List<IntervalPlot.Row> errors = new ArrayList<>();
        metrics.ordered().forEach((name, metric) -> {
            List<IntervalPlot.Row> group = LOSSES.contains(name) ? losses : ERRORS.contains(name) ? errors : scores;
            boolean shown = limits.containsKey(name) || !metrics.isVariant(name);
            if (shown && !TABLE_ONLY.contains(name) && Double.isFinite(metric.number("value"))) {
                group.add(row(report, name, metric, limits.getOrDefault(name, List.of())));
            }
        });
        List<Block> plots = new ArrayList<>();
        add(plots, report, Messages.Page_scores(), Messages.Page_scoresAxis(), scores);
        add(plots, report, Messages.Page_losses(), Messages.Page_lossesAxis(), losses);
        add(plots, report, Messages.Page_errors(), Messages.Page_errorsAxis(), errors);
        return plots;
    }

    private static void add(
            List<Block> plots, ReportView report, String caption, String axis, List<IntervalPlot.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        IntervalPlot plot = new IntervalPlot(
                caption,
                Messages.Page_intervalsDescription(String.join(", ", rows.stream().map(IntervalPlot.Row::label).toList())),
                axis,
                rows,
                Messages.Page_valueAndInterval(MetricBlocks.confidence(report)),
                Messages.Page_championName(),
                Messages.Page_limit());
        plots.add(new Block.Chart(caption, plot.draw()));
    }

    private static IntervalPlot.Row row(ReportView report, String name, ReportView metric, List<IntervalPlot.Limit> limits) {
        double champion = report.object("champion").object("metrics").object(name).number("value");
        return new IntervalPlot.Row(
                name, metric.number("value"), metric.number("low"), metric.number("high"), champion, limits);
    }
}
