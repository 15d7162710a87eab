package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;

/** One part of a document. All text is plain; the HTML writer escapes it. */
public sealed interface Block {
    /** A heading with blocks below it. Charts that follow each other are laid side by side where there is room. */
    record Section(String title, List<Block> blocks) implements Block {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    /** A paragraph. */
    record Text(String text) implements Block {}

    /** A remark that must not be overlooked. */
    record Notice(String text) implements Block {}

    /** Names with one value each. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** One line of {@link Facts}. */
    record Fact(String name, Cell value) {}

    /**
     * A table; the first cell of a row names the row.
     *
     * @param caption one line that says what the table shows
     * @param rows each with as many cells as there are columns
     */
    record Table(String caption, List<Column> columns, List<List<Cell>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("a row of '" + caption + "' has not " + width + " cells");
            }
        }
    }

    /**
     * A column of a table.
     *
     * @param numeric whether its cells are numbers, which are aligned to the right
     */
    record Column(String title, boolean numeric) {
        public static Column text(String title) {
            return new Column(title, false);
        }

        public static Column number(String title) {
            return new Column(title, true);
        }
    }

    /** What was asked of the model and what came out, worst first in the reader's mind: each gate with its reason. */
    record Gates(List<GateLine> gates) implements Block {
        public Gates {
            gates = List.copyOf(gates);
        }
    }

    /**
     * One gate's outcome.
     *
     * @param value what was measured, formatted; null when nothing was
     * @param interval its interval, formatted; null when there is none
     */
    record GateLine(String gate, Verdict verdict, String value, String interval, String reason) {}

    /** A drawing with a caption; the drawing itself carries its title and description for those who cannot see it. */
    record Chart(String caption, Svg drawing) implements Block {}
}
