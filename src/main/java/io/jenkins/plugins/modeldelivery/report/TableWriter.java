package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;

/** Writes what stands in rows: tables, gates and facts. A table wider than the screen scrolls by itself, by keyboard too. */
final class TableWriter {
    private TableWriter() {}

    static void table(Markup markup, Block.Table table) {
        openTable(markup, null, table.caption(), table.columns());
        for (List<Cell> row : table.rows()) {
            markup.open("tr");
            for (int i = 0; i < row.size(); i++) {
                boolean numeric = table.columns().get(i).numeric();
                String[] attributes = i == 0
                        ? new String[] {"scope", "row", "class", numeric ? "md-number" : null}
                        : new String[] {"class", numeric ? "md-number" : null};
                markup.open(i == 0 ? "th" : "td", attributes);
                cell(markup, row.get(i));
                markup.close();
            }
            markup.close().newline();
        }
        closeTable(markup);
    }

    static void gates(Markup markup, Block.Gates gates) {
        openTable(markup, "md-gates", Messages.Gates_caption(), List.of(
                Block.Column.text(Messages.Gates_verdict()),
                Block.Column.text(Messages.Gates_gate()),
                Block.Column.number(Messages.Gates_measured())));
        for (Block.GateLine gate : gates.gates()) {
            markup.open("tr");
            markup.open("td", "class", "md-mark-column");
            cell(markup, Cell.verdict(gate.verdict()));
            markup.close();
            markup.open("th", "scope", "row");
            cell(markup, Cell.code(gate.gate()));
            markup.element("p", Markup.shortened(gate.reason()), "class", "md-reason");
            markup.close();
            markup.open("td", "class", "md-number");
            cell(markup, Cell.of(gate.value()));
            if (gate.interval() != null) {
                markup.leaf("br").element("span", gate.interval(), "class", "md-muted");
            }
            markup.close().close().newline();
        }
        closeTable(markup);
    }

    static void facts(Markup markup, Block.Facts facts) {
        markup.open("dl");
        for (Block.Fact fact : facts.facts()) {
            markup.open("div", "class", fact.value().code() ? "md-whole-line" : null);
            markup.element("dt", fact.name());
            markup.open("dd");
            cell(markup, fact.value());
            markup.close().close();
        }
        markup.close();
    }

    private static void openTable(Markup markup, String cssClass, String caption, List<Block.Column> columns) {
        markup.open("div", "class", "md-scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        markup.open("table", "class", cssClass);
        markup.open("caption").element("span", caption).close();
        markup.open("thead").open("tr");
        for (Block.Column column : columns) {
            markup.element("th", column.title(), "scope", "col", "class", column.numeric() ? "md-number" : null);
        }
        markup.close().close().newline();
        markup.open("tbody").newline();
    }

    private static void closeTable(Markup markup) {
        markup.close().close().close();
    }

    private static void cell(Markup markup, Cell cell) {
        if (cell.verdict() != null) {
            mark(markup, cell);
        }
        if (cell.text() == null) {
            markup.element("span", Figures.NONE, "class", "md-muted");
            return;
        }
        String tag = cell.code() ? "code" : "bdi";
        if (cell.link() != null) {
            markup.open("a", "href", cell.link()).element(tag, Markup.shortened(cell.text())).close();
        } else {
            markup.element(tag, Markup.shortened(cell.text()), "class", cell.verdict() == null ? null : "md-marked");
        }
    }

    /** The sign is for the eye; whoever listens hears the word, once. */
    private static void mark(Markup markup, Cell cell) {
        Verdict verdict = cell.verdict();
        markup.element("span", VerdictText.sign(verdict),
                "class", "md-mark " + VerdictText.cssClass(verdict),
                "aria-hidden", "true");
        if (!VerdictText.word(verdict).equals(cell.text())) {
            markup.element("span", VerdictText.word(verdict) + ": ", "class", "md-heard");
        }
    }
}
