package io.jenkins.plugins.modeldelivery.evaluation.rows;

import io.jenkins.plugins.modeldelivery.evaluation.sort.Cursor;
import io.jenkins.plugins.modeldelivery.evaluation.sort.RecordSorter;
import io.jenkins.plugins.modeldelivery.evaluation.table.CsvTable;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table by id, so that the order in which the file has them does not show and two tables can be joined. Ids
 * are compared by 127 bits of hash; the text itself is read again only when an error is to name it.
 */
public final class IdentifiedRows {
    private final Path file;
    private final String name;
    private final String idColumn;
    private final int scores;
    private final RecordSorter rows;
    private final long[] lanes;

    /**
     * Starts without rows.
     *
     * @param name the file as the user wrote it
     * @param scores scores in each row
     * @param memory bytes that sorted rows may take up before they go to {@code scratch}
     */
    public IdentifiedRows(Path file, String name, String idColumn, int scores, long memory, Path scratch) {
        this.file = file;
        this.name = name;
        this.idColumn = idColumn;
        this.scores = scores;
        this.lanes = new long[Observation.lanes(scores)];
        this.rows = new RecordSorter(lanes.length, memory, scratch);
    }

    public void add(Observation row) {
        row.write(lanes);
        rows.add(lanes);
    }

    /**
     * Visits all rows in the order of their ids' hashes.
     *
     * @throws InvalidInputException if an id occurs twice
     */
    public void forEach(RowVisitor visitor) throws InterruptedException {
        try (SameHash same = new SameHash()) {
            while (same.next()) {
                for (Observation row : same.rows) {
                    visitor.visit(row);
                }
            }
        }
    }

    /**
     * Visits each row together with the champion's row of the same id, which takes over the target and the weight.
     *
     * @throws InvalidInputException if an id occurs twice or in one table only, or a champion's target differs
     */
    public void forEachWith(IdentifiedRows champion, RowVisitor.Pair visitor) throws InterruptedException {
        try (SameHash mine = new SameHash(); SameHash other = champion.new SameHash()) {
            boolean more = mine.next();
            boolean otherMore = other.next();
            while (more || otherMore) {
                if (!otherMore || more && mine.hash() < other.hash()) {
                    throw unmatched(mine.rows.get(0), champion);
                }
                if (!more || other.hash() < mine.hash()) {
                    throw champion.unmatched(other.rows.get(0), this);
                }
                visitPairs(mine.rows, other.rows, champion, visitor);
                more = mine.next();
                otherMore = other.next();
            }
        }
    }

    private void visitPairs(
            List<Observation> mine, List<Observation> others, IdentifiedRows champion, RowVisitor.Pair visitor)
            throws InterruptedException {
        for (Observation row : mine) {
            Observation partner = partner(row, others);
            if (partner == null) {
                throw unmatched(row, champion);
            }
            champion.checkTarget(partner, row, this);
            partner.outcome(row.actual(), partner.predicted());
            partner.weight(row.weight());
            visitor.visit(row, partner);
        }
        for (Observation row : others) {
            if (partner(row, mine) == null) {
                throw champion.unmatched(row, this);
            }
        }
    }

    private static Observation partner(Observation row, List<Observation> others) {
        for (Observation other : others) {
            if (other.idLow() == row.idLow()) {
                return other;
            }
        }
        return null;
    }

    private void checkTarget(Observation row, Observation candidate, IdentifiedRows other) {
        if (!Double.isNaN(row.actual()) && row.actual() != candidate.actual()) {
            throw new InvalidInputException(name + ", row " + row.number() + ": its label is not that of row "
                    + candidate.number() + " of " + other.name + " with the same " + idColumn + " '" + id(row)
                    + "'; evaluate both models on the same rows");
        }
    }

    private InvalidInputException unmatched(Observation row, IdentifiedRows other) {
        return new InvalidInputException(name + ", row " + row.number() + ", column '" + idColumn + "': '" + id(row)
                + "' does not occur in " + other.name + "; evaluate both models on the same rows");
    }

    private InvalidInputException duplicate(Observation row, Observation other) {
        long first = Math.min(row.number(), other.number());
        long second = Math.max(row.number(), other.number());
        return new InvalidInputException(name + ", row " + second + ", column '" + idColumn + "': '" + id(row)
                + "' occurs in row " + first + " already; give every row an id of its own");
    }

    private String id(Observation row) {
        try (CsvTable table = CsvTable.open(file, name)) {
            int column = table.column(idColumn);
            table.keep(column);
            while (table.row() < row.number()) {
                table.next();
            }
            return table.field(column).shown();
        }
    }

    /** Walks the rows in groups of equal hash, which hold more than one row only when hashes collide or ids repeat. */
    private final class SameHash implements AutoCloseable {
        private final Cursor cursor = IdentifiedRows.this.rows.sorted();
        private final List<Observation> rows = new ArrayList<>();
        private boolean more = cursor.next();

        boolean next() {
            rows.clear();
            if (!more) {
                return false;
            }
            long hash = cursor.key();
            do {
                Observation row = new Observation(scores);
                row.read(cursor::lane);
                for (Observation other : rows) {
                    if (other.idLow() == row.idLow()) {
                        throw duplicate(row, other);
                    }
                }
                rows.add(row);
                more = cursor.next();
            } while (more && cursor.key() == hash);
            return true;
        }

        long hash() {
            return rows.get(0).idHigh();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
