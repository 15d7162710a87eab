package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.judge.simulation.SimulationReport;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A report in a few lines of text: the verdict, its reasons, and a row for each gate. Of simulated canaries there is a row
 * for each scenario instead.
 */
final class VerdictTable {
    private static final String GAP = "  ";

    private VerdictTable() {}

    static List<String> of(Map<String, Object> report) {
        ReportView view = new ReportView(report);
        List<String> lines = new ArrayList<>();
        lines.add(view.text("name") + ": " + view.text("verdict"));
        if (view.text("schema").equals(SimulationReport.SCHEMA)) {
            lines.addAll(aligned(scenarios(view.objects("outcomes"))));
            return lines;
        }
        view.texts("reasons").forEach(reason -> lines.add(GAP + reason));
        if (!view.objects("gates").isEmpty()) {
            lines.addAll(aligned(rows(view.objects("gates"))));
        }
        return lines;
    }

    private static List<List<String>> rows(List<ReportView> gates) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                Messages.Table_gate(), Messages.Table_verdict(), Messages.Table_value(), Messages.Table_interval()));
        for (ReportView gate : gates) {
            double value = gate.number("value");
            double low = gate.number("low");
            double high = gate.number("high");
            int decimals = Figures.decimals(value, low, high);
            String interval = Figures.interval(low, high, decimals);
            rows.add(List.of(
                    gate.text("gate"),
                    gate.text("verdict"),
                    Figures.fixed(value, decimals),
                    interval == null ? Figures.NONE : interval));
        }
        return rows;
    }

    private static List<List<String>> scenarios(List<ReportView> outcomes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                Messages.Table_scenario(),
                Messages.Table_rolledBack(),
                Messages.Table_interval(),
                Messages.Table_medianMinute(),
                Messages.Table_passed()));
        for (ReportView outcome : outcomes) {
            rows.add(List.of(
                    outcome.text("scenario"),
                    Figures.percent(outcome.number("rolledBack")),
                    Figures.percent(outcome.number("low")) + " \u2013 " + Figures.percent(outcome.number("high")),
                    Figures.digits(outcome.number("medianMinute")),
                    Figures.percent(outcome.number("passed"))));
        }
        return rows;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(GAP).append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
        }
        return line.toString().stripTrailing();
    }
}
