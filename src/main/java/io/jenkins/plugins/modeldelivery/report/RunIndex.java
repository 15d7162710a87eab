package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;

/**
 * All reports of one run or build side by side.
 *
 * @param title the run's name
 * @param entries in the order in which the steps ran
 */
public record RunIndex(String title, List<Entry> entries) {
    public RunIndex {
        entries = List.copyOf(entries);
    }

    /**
     * One step's report.
     *
     * @param name the name that the step was given, unique in the run
     * @param step the step's symbol, such as {@code evaluateModel}
     * @param badgeText what its badge says
     * @param link where its page is, relative to the index
     */
    public record Entry(String name, String step, Verdict verdict, String badgeText, String link) {}

    /** The worst verdict of all; null when there is no report. */
    public Verdict verdict() {
        return entries.stream().map(Entry::verdict).reduce(Verdict::worse).orElse(null);
    }

    /** The overview page. */
    public Document document() {
        if (entries.isEmpty()) {
            return new Document(title, "", null, List.of(), List.of(new Block.Notice(Messages.Index_empty())));
        }
        List<List<Cell>> rows = entries.stream().map(RunIndex::row).toList();
        Block.Table table = new Block.Table(
                Messages.Index_caption(),
                List.of(
                        Block.Column.text(Messages.Index_name()),
                        Block.Column.text(Messages.Index_verdict()),
                        Block.Column.text(Messages.Index_result()),
                        Block.Column.text(Messages.Index_step())),
                rows);
        return new Document(title, "", verdict(), reasons(), List.of(table));
    }

    private List<String> reasons() {
        List<String> bad = entries.stream().filter(entry -> !entry.verdict().isGood()).map(Entry::name).toList();
        return bad.isEmpty() ? List.of() : List.of(Messages.Index_notPassed(String.join(", ", bad)));
    }

    private static List<Cell> row(Entry entry) {
        return List.of(
                Cell.link(entry.name(), entry.link()),
                Cell.verdict(entry.verdict()),
                Cell.of(entry.badgeText()),
                Cell.code(entry.step()));
    }

    /** The badge of the whole run: the worst verdict in one word. */
    public Badge badge() {
        Verdict verdict = verdict();
        return verdict == null
                ? new Badge(Messages.Badge_label(), Messages.Badge_nothing(), BadgeColor.GREY)
                : Badge.of(Messages.Badge_label(), VerdictText.word(verdict), verdict);
    }
}
