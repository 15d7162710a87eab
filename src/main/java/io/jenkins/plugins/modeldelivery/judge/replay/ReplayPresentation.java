package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.judge.EvidenceChart;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaBlocks;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows a replayed canary: the checks, their evidence over time, or Kayenta's scores. */
public final class ReplayPresentation implements Presentation {
    @Override
    public String schema() {
        return ReplayReport.SCHEMA;
    }

    @Override
    public Document document(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        List<Block> blocks = new ArrayList<>();
        report.texts("notices").forEach(notice -> blocks.add(new Block.Notice(notice)));
        if (report.hasObject("kayenta")) {
            blocks.add(KayentaBlocks.section(report.object("kayenta")));
        } else {
            blocks.add(EnvelopeBlocks.gates(report));
            List<Block> charts = EvidenceChart.blocks(report);
            if (!charts.isEmpty()) {
                blocks.add(new Block.Section(Messages.Page_evidence(), charts));
            }
        }
        blocks.add(EnvelopeBlocks.inputs(report));
        return new Document(report.text("name"), subtitle(report), report.verdict(), report.texts("reasons"), blocks);
    }

    private static String subtitle(ReportView report) {
        double minutes = report.number("minutesToDecision");
        String decided = Double.isFinite(minutes) ? Messages.Page_decided(Figures.digits(minutes)) + " \u00b7 " : "";
        return decided + EnvelopeBlocks.when(report);
    }

    @Override
    public String badge(Map<String, Object> map) {
        ReportView report = new ReportView(map);
        double minutes = report.number("minutesToDecision");
        return Double.isFinite(minutes) ? Messages.Page_decided(Figures.digits(minutes)) : report.text("judge");
    }
}
