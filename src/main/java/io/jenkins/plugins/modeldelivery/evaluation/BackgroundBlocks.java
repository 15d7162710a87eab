package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.List;

/** How the figures were made: the settings that were used, and what each kind of interval is. */
final class BackgroundBlocks {
    private BackgroundBlocks() {}

    static Block.Section section(ReportView report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(Messages.Page_background(MetricBlocks.confidence(report))));
        blocks.add(new Block.Facts(settings(report)));
        List<List<Cell>> methods = MetricBlocks.methods(report).stream()
                .map(method -> List.of(Cell.code(method), Cell.of(explained(method))))
                .toList();
        if (!methods.isEmpty()) {
            blocks.add(new Block.Table(
                    Messages.Page_methodsCaption(),
                    List.of(Block.Column.text(Messages.Page_method()), Block.Column.text(Messages.Page_methodMeaning())),
                    methods));
        }
        return new Block.Section(Messages.Page_backgroundTitle(), blocks);
    }

    private static List<Block.Fact> settings(ReportView report) {
        List<Block.Fact> facts = new ArrayList<>();
        fact(facts, Messages.Page_confidence(), MetricBlocks.confidence(report));
        fact(facts, Messages.Page_positive(), report.text("positive"));
        number(facts, Messages.Page_threshold(), report.number("threshold"));
        number(facts, Messages.Page_weightSum(), report.number("weightSum"));
        fact(facts, Messages.Page_seed(), report.whole("seed"));
        return facts;
    }

    private static void number(List<Block.Fact> facts, String name, double value) {
        fact(facts, name, Double.isFinite(value) ? Figures.digits(value) : "");
    }

    private static void fact(List<Block.Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Block.Fact(name, Cell.of(value)));
        }
    }

    /** What a method does; a method that this page does not know stands for itself. */
    private static String explained(String method) {
        if (method.startsWith("wilson")) {
            return Messages.Page_wilson();
        }
        if (method.startsWith("delong")) {
            return Messages.Page_delong();
        }
        if (method.startsWith("jackknife")) {
            return Messages.Page_jackknife();
        }
        return method.startsWith("bootstrap") ? Messages.Page_bootstrap() : null;
    }
}
