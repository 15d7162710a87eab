package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows what evaluateModel found: the gates, the metrics beside the champion's, where the model errs, and on what it rests. */
public final class EvaluationPresentation implements Presentation {
    @Override
    public String schema() {
        return EvaluationReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        List<Block> blocks = new ArrayList<>();
        blocks.add(EnvelopeBlocks.gates(report));
        blocks.add(MetricBlocks.section(report));
        addUnlessEmpty(blocks, Messages.Page_charts(), ChartBlocks.of(report));
        addUnlessEmpty(blocks, Messages.Page_classes(), ClassBlocks.of(report));
        addUnlessEmpty(blocks, Messages.Page_champion(), ChampionBlocks.of(report));
        blocks.add(EnvelopeBlocks.inputs(report));
        blocks.add(BackgroundBlocks.section(report));
        return new Document(report.text("name"), subtitle(report), report.verdict(), report.texts("reasons"), blocks);
    }

    @Override
    public String badge(Map<String, Object> map) {
        return trend(map).entrySet().stream()
                .findFirst()
                .map(metric -> metric.getKey() + " " + Figures.digits(metric.getValue()))
                .orElse(Messages.Page_noMetric());
    }

    @Override
    public Map<String, Double> trend(Map<String, Object> map) {
        return new PresentedMetrics(new ReportView(map)).headlines();
    }

    private static void addUnlessEmpty(List<Block> blocks, String title, List<Block> section) {
        if (!section.isEmpty()) {
            blocks.add(new Block.Section(title, section));
        }
    }

    private static String subtitle(ReportView report) {
        List<String> parts = new ArrayList<>();
        parts.add(task(report.text("task")));
        double rows = report.number("rows");
        if (Double.isFinite(rows)) {
            parts.add(Messages.Page_rows(Figures.count(rows)));
        }
        parts.add(EnvelopeBlocks.when(report));
        parts.removeIf(String::isEmpty);
        return String.join(" \u00b7 ", parts);
    }

    private static String task(String task) {
        return switch (task) {
            case "binary" -> Messages.Page_binary();
            case "multiclass" -> Messages.Page_multiclass();
            case "regression" -> Messages.Page_regression();
            default -> task;
        };
    }
}
