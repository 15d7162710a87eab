package io.jenkins.plugins.modeldelivery.evaluation.rows;

import io.jenkins.plugins.modeldelivery.evaluation.table.CsvTable;
import io.jenkins.plugins.modeldelivery.evaluation.table.Field;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Path;

/** Reads one model's predictions from a table, one observation after the other, and refuses values that cannot be right. */
public final class PredictionReader implements AutoCloseable {
    private static final long HIGH_SEED = 0x243F6A8885A308D3L;
    private static final long LOW_SEED = 0x13198A2E03707344L;
    /** How far a row's class scores may add up from 1, which leaves room for scores written with few digits. */
    private static final double SUM_TOLERANCE = 0.05;

    /** The square of a larger number leaves the range of a double. */
    private static final double LARGEST_NUMBER = 1e150;

    private final CsvTable table;
    private final TableFormat format;
    private final ClassNames classes;
    private final PredictionColumns columns;
    private final Observation observation;
    private double weightSum;
    private boolean positiveMet;

    private PredictionReader(CsvTable table, TableFormat format, ClassNames classes, boolean champion) {
        this.table = table;
        this.format = format;
        this.classes = classes;
        this.columns = PredictionColumns.bind(table, format, champion);
        this.observation = new Observation(columns.scores().length);
        columns.used().forEach(table::keep);
    }

    /** Opens the predictions to be evaluated; see {@link CsvTable#open}. */
    public static PredictionReader candidate(Path file, String name, TableFormat format) {
        ClassNames classes = format.task() == Task.BINARY
                ? ClassNames.binary(format.positive())
                : ClassNames.multiclass(format.scores().keySet());
        return open(file, name, format, classes, false);
    }

    /** Opens the predictions of the model to compare with; it must have scores where this reader has them. */
    public PredictionReader champion(Path file, String name) {
        PredictionReader champion = open(file, name, format, classes, true);
        if (champion.scores() != scores()) {
            champion.close();
            throw champion.table.refusedHeader(
                    scores() == 0 ? "there is a score, the predictions have none" : "there is no score, the predictions have one",
                    "give both files a score, or name the prediction column and remove the score from both");
        }
        return champion;
    }

    private static PredictionReader open(Path file, String name, TableFormat format, ClassNames classes, boolean champion) {
        CsvTable table = CsvTable.open(file, name);
        try {
            return new PredictionReader(table, format, classes, champion);
        } catch (InvalidInputException e) {
            table.close();
            throw e;
        }
    }

    /** Scores in each observation: none, one in a binary task, or one for each class. */
    public int scores() {
        return columns.scores().length;
    }

    public boolean isWeighted() {
        return columns.weight() >= 0;
    }

    public boolean isIdentified() {
        return columns.id() >= 0;
    }

    /** Whether the rows say what the target was, which a champion's need not. */
    public boolean isLabelled() {
        return columns.label() >= 0;
    }

    public ClassNames classes() {
        return classes;
    }

    /** Rows read so far. */
    public long rows() {
        return table.row();
    }

    /** The row last read. */
    public Observation observation() {
        return observation;
    }

    /**
     * Reads the next row; false at the end.
     *
     * @throws InvalidInputException naming file, row, column and cure
     */
    public boolean next() {
        if (!table.next()) {
            finish();
            return false;
        }
        observation.number(table.row());
        if (isWeighted()) {
            readWeight();
        }
        if (isIdentified()) {
            readId();
        }
        for (int i = 0; i < scores(); i++) {
            observation.score(i, probability(columns.scores()[i]));
        }
        checkScoreSum();
        double actual = !isLabelled() ? Double.NaN : value(columns.label());
        observation.outcome(actual, columns.prediction() >= 0 ? value(columns.prediction()) : predictedByScore());
        return true;
    }

    /** The file as it was read; to be asked once, at its end. */
    public InputFile inputFile() {
        return table.inputFile();
    }

    @Override
    public void close() {
        table.close();
    }

    private void finish() {
        if (table.row() == 0) {
            throw table.refused("has a header and no row", "check that the model's predictions were written");
        }
        if (isWeighted() && !(weightSum > 0)) {
            throw table.refused("has only weights of 0", "give at least one row a weight above 0");
        }
        if (isLabelled() && format.task() == Task.BINARY && !format.positive().isEmpty() && !positiveMet) {
            throw table.refused(
                    "has no row of the positive class '" + format.positive() + "'", "correct positive or the label column");
        }
    }

    private double value(int column) {
        if (format.task() == Task.REGRESSION) {
            return measurable(column);
        }
        Field field = filled(column);
        int index = classes.index(field);
        if (index < 0) {
            String[] refusal = classes.refusal();
            throw table.refused(column, "'" + field.shown() + "' " + refusal[0], refusal[1]);
        }
        positiveMet |= index == 1;
        return index;
    }

    private int predictedByScore() {
        if (format.task() == Task.BINARY) {
            return observation.score(0) >= format.threshold() ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < scores(); i++) {
            best = observation.score(i) > observation.score(best) ? i : best;
        }
        return best;
    }

    private void checkScoreSum() {
        if (scores() < 2) {
            return;
        }
        double sum = 0;
        for (int i = 0; i < scores(); i++) {
            sum += observation.score(i);
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw table.refused(
                    columns.scores()[0], "the scores of the classes add up to " + sum, "give every class its probability");
        }
    }

    private void readWeight() {
        double weight = number(columns.weight());
        if (weight < 0) {
            throw table.refused(
                    columns.weight(), "'" + table.field(columns.weight()).shown() + "' is negative", "a weight is 0 or more");
        }
        weightSum += weight;
        observation.weight(weight);
    }

    private void readId() {
        Field id = filled(columns.id());
        observation.id(id.hash(HIGH_SEED), id.hash(LOW_SEED));
    }

    private double probability(int column) {
        double score = number(column);
        if (score < 0 || score > 1) {
            throw table.refused(
                    column, "'" + table.field(column).shown() + "' is no probability", "scores lie between 0 and 1");
        }
        return score == 0 ? 0 : score;
    }

    private double number(int column) {
        Field field = filled(column);
        double number = field.number();
        if (Double.isNaN(number)) {
            throw table.refused(
                    column, "'" + field.shown() + "' is not a finite number", "write one with a dot, as in 0.95");
        }
        return number;
    }

    private double measurable(int column) {
        double number = number(column);
        if (Math.abs(number) > LARGEST_NUMBER) {
            throw table.refused(
                    column, "'" + table.field(column).shown() + "' is too large to square", "measure in a larger unit");
        }
        return number;
    }

    private Field filled(int column) {
        Field field = table.field(column);
        if (field.isEmpty()) {
            throw table.refused(column, "is empty", "give every row a value here, or leave the row out");
        }
        return field;
    }
}
