package io.jenkins.plugins.modeldelivery.evaluation.rows;

import io.jenkins.plugins.modeldelivery.evaluation.table.CsvTable;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.stream.IntStream;

/**
 * Where in a table each value lies; -1 where it has no column.
 *
 * @param scores of a binary task the one score, of a multiclass task one for each class; empty without scores
 */
record PredictionColumns(int label, int prediction, int[] scores, int weight, int id) {
    private static final int NONE = -1;

    /**
     * Finds the columns of a table.
     *
     * @param champion whether it holds the champion's predictions, whose label may be missing and whose weights do not count
     */
    static PredictionColumns bind(CsvTable table, TableFormat format, boolean champion) {
        int[] scores = scores(table, format);
        return new PredictionColumns(
                champion ? table.column(format.label()) : required(table, "label", format.label()),
                prediction(table, format, scores.length > 0),
                scores,
                champion ? NONE : optional(table, "weight", format.weight()),
                optional(table, "id", format.id()));
    }

    /** The columns that are read at all. */
    IntStream used() {
        return IntStream.concat(IntStream.of(label, prediction, weight, id), IntStream.of(scores))
                .filter(column -> column != NONE);
    }

    private static int[] scores(CsvTable table, TableFormat format) {
        if (format.task() == Task.BINARY) {
            int column = format.score().isEmpty() ? table.column("score") : required(table, "score", format.score());
            return column == NONE ? new int[0] : new int[] {column};
        }
        return format.scores().values().stream().mapToInt(column -> required(table, "scores", column)).toArray();
    }

    private static int prediction(CsvTable table, TableFormat format, boolean scored) {
        if (!format.prediction().isEmpty()) {
            return required(table, "prediction", format.prediction());
        }
        if (scored && format.task().isClassification()) {
            return NONE;
        }
        int column = table.column("prediction");
        if (column == NONE) {
            throw format.task() == Task.BINARY
                    ? missing(table, "there is no column 'score' and none 'prediction'", "name one by score or prediction")
                    : missing(table, "there is no column 'prediction'", "name it by prediction");
        }
        return column;
    }

    private static int optional(CsvTable table, String parameter, String column) {
        return column.isEmpty() ? NONE : required(table, parameter, column);
    }

    private static int required(CsvTable table, String parameter, String column) {
        int found = table.column(column);
        if (found == NONE) {
            throw missing(table, "there is no column '" + column + "'", "correct " + parameter);
        }
        return found;
    }

    private static InvalidInputException missing(CsvTable table, String cause, String cure) {
        String all = String.join(", ", table.header());
        String shown = all.length() > 200 ? all.substring(0, 200) + "…" : all;
        return table.refusedHeader(cause, cure + "; the columns are " + shown);
    }
}
