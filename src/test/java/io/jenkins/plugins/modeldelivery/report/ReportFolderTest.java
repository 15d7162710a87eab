package io.jenkins.plugins.modeldelivery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    private static final Document DOCUMENT = new Document("fraud", "", Verdict.FAIL, List.of(), List.of());

    @TempDir
    Path folder;

    @Test
    void aReportIsFourFilesAndNothingElse() throws IOException {
        Path made = folder.resolve("a/b");
        ReportFolder.write(made, DOCUMENT, "roc_auc 0.9", Map.of("schema", "s/1"));

        assertThat(names(made)).containsExactly("badge.svg", "index.html", "report.css", "report.json");
        assertThat(made.resolve("index.html")).content().contains("fraud");
        assertThat(made.resolve("badge.svg")).content().contains("roc_auc 0.9", "fraud", BadgeColor.RED.hex());
        assertThat(ReportJson.read(made.resolve("report.json"))).containsEntry("schema", "s/1");
    }

    @Test
    void aReportReplacesTheOneBefore() throws IOException {
        ReportFolder.write(folder, DOCUMENT, "old", Map.of("schema", "old/1"));
        ReportFolder.write(folder, DOCUMENT, "new", Map.of("schema", "new/1"));

        assertThat(names(folder)).hasSize(4);
        assertThat(folder.resolve("report.json")).content().contains("new/1").doesNotContain("old");
    }

    @Test
    void aFileInTheWayIsNamedWithTheCure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ReportFolder.write(file, DOCUMENT, "", Map.of()))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContainingAll(file.toString(), "check the path")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anOverviewLinksEachReportAndShowsTheWorstVerdict() throws IOException {
        ReportFolder.write(folder, new RunIndex("run", List.of(
                new RunIndex.Entry("digits", "evaluateModel", Verdict.PASS, "accuracy 0.97", "digits/index.html"),
                new RunIndex.Entry("fraud", "evaluateModel", Verdict.INCONCLUSIVE, "roc_auc 0.9", "fraud/index.html"))));

        var page = Xml.parse(Files.readString(folder.resolve("index.html")));
        assertThat(Xml.all(page, "a")).extracting(link -> link.getAttribute("href"))
                .containsExactly("digits/index.html", "fraud/index.html");
        assertThat(Xml.text(page, "//p[@class='md-verdict-word']")).isEqualTo(VerdictText.word(Verdict.INCONCLUSIVE));
        assertThat(Xml.text(page, "//li")).contains("fraud").doesNotContain("digits");
        assertThat(folder.resolve("badge.svg")).content().contains(BadgeColor.GREY.hex());
    }

    @Test
    void anEmptyRunSaysSo() {
        RunIndex empty = new RunIndex("run", List.of());
        assertThat(HtmlWriter.page(empty.document())).contains(Messages.Index_empty());
        assertThat(empty.badge().message()).isEqualTo(Messages.Badge_nothing());
    }

    @Test
    void aLinkThatRunsCodeIsRefused() {
        for (String link : List.of("javascript:alert(1)", "//evil.example", "data:text/html,x", "a\" onclick=\"", "")) {
            assertThatThrownBy(() -> Cell.link("x", link)).as(link).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Cell.link("x", "digits/index.html").link()).isEqualTo("digits/index.html");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
