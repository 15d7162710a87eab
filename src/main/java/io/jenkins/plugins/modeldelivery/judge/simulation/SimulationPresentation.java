package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows a simulation as the table of its outcomes. */
public final class SimulationPresentation implements Presentation {
    @Override
    public String schema() {
        return SimulationReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        List<List<Cell>> rows = new ArrayList<>();
        for (ReportView outcome : report.objects("outcomes")) {
            rows.add(List.of(
                    Cell.of(outcome.text("scenario")),
                    Cell.of(Figures.percent(outcome.number("rolledBack"))),
                    Cell.of(Figures.percent(outcome.number("low")) + " \u2013 " + Figures.percent(outcome.number("high"))),
                    Cell.of(Figures.digits(outcome.number("medianMinute"))),
                    Cell.of(Figures.percent(outcome.number("passed")))));
        }
        Block.Table table = new Block.Table(
                Messages.Page_caption(Figures.count(report.number("runs"))),
                List.of(
                        Block.Column.text(Messages.Page_scenario()),
                        Block.Column.number(Messages.Page_rolledBack()),
                        Block.Column.number(Messages.Page_interval()),
                        Block.Column.number(Messages.Page_median()),
                        Block.Column.number(Messages.Page_passed())),
                rows);
        String checks = String.join(", ", report.texts("checks"));
        return new Document(
                report.text("name"),
                checks + " \u00b7 " + EnvelopeBlocks.when(report),
                report.verdict(),
                report.texts("reasons"),
                List.of(table));
    }

    @Override
    public String badge(Map<String, Object> map) {
        List<ReportView> outcomes = new ReportView(map).objects("outcomes");
        return outcomes.isEmpty() ? "" : Messages.Page_falseAlarms(Figures.percent(outcomes.get(0).number("rolledBack")));
    }
}
