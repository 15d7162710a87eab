package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Outcome;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Outcome.StageOutcome;
import io.jenkins.plugins.modeldelivery.report.Block;
import io.jenkins.plugins.modeldelivery.report.Cell;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.Figures;
import io.jenkins.plugins.modeldelivery.report.ReportFolder;
import io.jenkins.plugins.modeldelivery.report.RunIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page over a whole run: its result, its stages, and a link to each step's report. */
final class RunPage {
    private final String title;
    private final Outcome outcome;

    RunPage(String title, Outcome outcome) {
        this.title = title;
        this.outcome = outcome;
    }

    void write(Path folder) {
        RunIndex index = new RunIndex(title, outcome.reports().stream()
                .map(report -> new RunIndex.Entry(
                        report.name(), report.step(), report.verdict(), report.badge(), report.name() + "/index.html"))
                .toList());
        List<Block> blocks = new ArrayList<>(index.document().blocks());
        blocks.add(new Block.Section(Messages.Page_stages(), List.of(stages())));
        if (!outcome.artifacts().isEmpty()) {
            blocks.add(new Block.Section(Messages.Page_artifacts(), List.of(artifacts())));
        }
        List<String> reasons = outcome.error().map(error -> List.of(outcome.explanation())).orElse(List.of());
        Document document = new Document(
                title,
                Messages.Page_subtitle(outcome.result().name(), outcome.startedAt().toString()),
                index.verdict(),
                reasons,
                blocks);
        ReportFolder.write(folder, document, outcome.result().name(), outcome.toMap());
    }

    private Block.Table stages() {
        return new Block.Table(
                Messages.Page_stages(),
                List.of(
                        Block.Column.text(Messages.Page_stage()),
                        Block.Column.text(Messages.Page_result()),
                        Block.Column.number(Messages.Page_seconds())),
                outcome.stages().stream().map(RunPage::row).toList());
    }

    private static List<Cell> row(StageOutcome stage) {
        return List.of(
                Cell.of("\u2003".repeat(stage.depth()) + stage.name()),
                Cell.of(stage.skipped() ? Messages.Page_skipped() : stage.result().name()),
                Cell.of(Figures.fixed(stage.seconds(), 1)));
    }

    private Block.Table artifacts() {
        return new Block.Table(
                Messages.Page_artifacts(),
                List.of(Block.Column.text(Messages.Page_file())),
                outcome.artifacts().stream().map(path -> List.of(Cell.code(path))).toList());
    }
}
