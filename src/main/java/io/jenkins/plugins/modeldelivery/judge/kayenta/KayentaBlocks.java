package io.jenkins.plugins.modeldelivery.judge.kayenta;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;

/** Shows what Kayenta's judge said, from report.json's {@code kayenta}. */
public final class KayentaBlocks {
    private KayentaBlocks() {}

    /** The score, and each metric with its classification. */
    public static Block section(ReportView kayenta) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ReportView metric : kayenta.objects("metrics")) {
            rows.add(List.of(
                    Cell.of(metric.text("name")),
                    Cell.of(metric.text("classification")),
                    Cell.of(Figures.digits(metric.number("ratio"))),
                    Cell.of(metric.text("reason"))));
        }
        Block.Table table = new Block.Table(
                Messages.Score(kayenta.text("classification"), Figures.digits(kayenta.number("score"))),
                List.of(
                        Block.Column.text(Messages.Page_metric()),
                        Block.Column.text(Messages.Page_classification()),
                        Block.Column.number(Messages.Page_ratio()),
                        Block.Column.text(Messages.Page_reason())),
                rows);
        return new Block.Section("Kayenta", List.of(table));
    }

    /** The score and why it is what it is, in plain words. */
    public static String sentence(ReportView kayenta) {
        List<String> parts = new ArrayList<>();
        parts.add(Messages.Score(kayenta.text("classification"), Figures.digits(kayenta.number("score"))));
        parts.add(kayenta.text("scoreReason"));
        kayenta.objects("metrics").forEach(metric -> parts.add(metric.text("reason")));
        parts.removeIf(String::isEmpty);
        return String.join("; ", parts);
    }
}
