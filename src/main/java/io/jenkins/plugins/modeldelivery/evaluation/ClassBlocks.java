package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The table of classes: how well each is found. Of very many classes only those found worst are listed. */
final class ClassBlocks {
    private static final int LISTED = 50;
    private static final int DECIMALS = 4;

    private ClassBlocks() {}

    static List<Block> of(ReportView report) {
        List<ReportView> classes = report.objects("classes");
        if (classes.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        if (classes.size() > LISTED) {
            blocks.add(new Block.Notice(Messages.Page_worstClasses(Figures.count(classes.size()), Figures.count(LISTED))));
            classes = classes.stream()
                    .sorted(Comparator.comparingDouble((ReportView one) -> one.number("f1")))
                    .limit(LISTED)
                    .toList();
        }
        blocks.add(new Block.Table(
                Messages.Page_classesCaption(),
                List.of(
                        Block.Column.text(Messages.Page_class()),
                        Block.Column.number("precision"),
                        Block.Column.number("recall"),
                        Block.Column.number("f1"),
                        Block.Column.number(Messages.Page_support())),
                classes.stream().map(ClassBlocks::row).toList()));
        return blocks;
    }

    private static List<Cell> row(ReportView one) {
        return List.of(
                Cell.of(one.text("label")),
                share(one.number("precision")),
                share(one.number("recall")),
                share(one.number("f1")),
                Cell.of(Figures.count(one.number("support"))));
    }

    private static Cell share(double value) {
        return Double.isFinite(value) ? Cell.of(Figures.fixed(value, DECIMALS)) : Cell.none();
    }
}
