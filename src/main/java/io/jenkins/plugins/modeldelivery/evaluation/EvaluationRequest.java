package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.rows.TableFormat;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.GateParser;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be evaluated, and how. A text that is empty was not given.
 *
 * @param predictions CSV file with the model's predictions; a relative path starts from the workspace
 * @param label column of the target
 * @param prediction column of the predicted class or number; when not given, classes follow from the scores where there are
 *     any, else the column is {@code prediction}
 * @param score column of the positive class's probability in a binary task; when not given, the column {@code score} if the
 *     file has one
 * @param scores in a multiclass task, for each class the column of its probability
 * @param positive positive class of a binary task; when not given, {@code 1} or {@code true}
 * @param threshold score from which a row of a binary task is predicted positive, 0 to 1
 * @param weight column of row weights, 0 or more; when not given, every row weighs 1
 * @param id column that names each row, needed with a champion
 * @param champion CSV file with the predictions of the model to compare with, for the same ids
 * @param confidence of intervals and of gates, from 0.5 to below 1
 * @param minRows rows that must be there before {@code not worse} can pass
 * @param seed of the bootstrap
 */
public record EvaluationRequest(
        String predictions,
        Task task,
        String label,
        String prediction,
        String score,
        Map<String, String> scores,
        String positive,
        double threshold,
        String weight,
        String id,
        String champion,
        List<Gate> gates,
        double confidence,
        long minRows,
        long seed,
        String name,
        Consequence onFail,
        Consequence onInconclusive) {

    /** The parameters of evaluateModel, as every door offers them. */
    public static final Parameters PARAMETERS = Parameters.named("evaluateModel")
            .required("predictions", "file")
            .requiredChoice("task", Task.choices())
            .text("label", "label", "column")
            .text("prediction", "", "column")
            .text("score", "", "column")
            .texts("scores", "", "class=column")
            .text("positive", "", "class")
            .number("threshold", "0.5", "0 to 1")
            .text("weight", "", "column")
            .text("id", "", "column")
            .text("champion", "", "file")
            .texts("gates", "gate", "gate")
            .number("confidence", "0.95", "0.5 to below 1")
            .integer("minRows", "100", "rows")
            .integer("seed", "1", "")
            .build();

    private static final double MAXIMUM_CONFIDENCE = 0.9999;

    public EvaluationRequest {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        gates = List.copyOf(gates);
        check(threshold >= 0 && threshold <= 1, "threshold '" + threshold + "' is no probability; write one from 0 to 1");
        check(
                confidence >= 0.5 && confidence <= MAXIMUM_CONFIDENCE,
                "confidence '" + confidence + "' is out of range; write a share from 0.5 to " + MAXIMUM_CONFIDENCE);
        check(minRows >= 0, "minRows '" + minRows + "' is negative; write 0 or more");
        check(
                task == Task.BINARY || positive.isEmpty(),
                "positive '" + positive + "' means nothing for task '" + task.written() + "'; leave it out");
        check(
                task == Task.BINARY || score.isEmpty(),
                "score '" + score + "' means nothing for task '" + task.written() + "'; "
                        + (task == Task.MULTICLASS ? "name a column for each class by scores" : "leave it out"));
        check(
                task == Task.MULTICLASS || scores.isEmpty(),
                "scores mean nothing for task '" + task.written() + "'; "
                        + (task == Task.BINARY ? "name the positive class's column by score" : "leave them out"));
        check(task != Task.MULTICLASS || scores.size() != 1, "scores name one class only; name a column for each class");
        check(champion.isEmpty() || !id.isEmpty(), "champion needs id; name the column that both files share");
        for (Gate gate : gates) {
            check(
                    !gate.condition().comparesWithBaseline() || !champion.isEmpty(),
                    "gate '" + gate.text() + "' compares with a champion; give its predictions by champion");
        }
    }

    /**
     * Reads the request from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    public static EvaluationRequest of(Map<String, ?> values) {
        Arguments arguments = PARAMETERS.bind(values);
        Task task = arguments.choice("task", Task.class);
        GateParser parser = new GateParser(MetricSubjects.of(task));
        return new EvaluationRequest(
                arguments.text("predictions"),
                task,
                arguments.text("label"),
                arguments.text("prediction"),
                arguments.text("score"),
                scores(arguments),
                arguments.text("positive"),
                arguments.number("threshold"),
                arguments.text("weight"),
                arguments.text("id"),
                arguments.text("champion"),
                arguments.texts("gates").stream().map(parser::gate).toList(),
                arguments.number("confidence"),
                arguments.integer("minRows"),
                arguments.integer("seed"),
                arguments.useName(),
                arguments.onFail(),
                arguments.onInconclusive());
    }

    TableFormat format() {
        return new TableFormat(task, label, prediction, score, scores, positive, threshold, weight, id);
    }

    /** A class may hold '=', a column's name hardly does: the last '=' parts them. */
    private static Map<String, String> scores(Arguments arguments) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String text : arguments.texts("scores")) {
            int sign = text.lastIndexOf('=');
            String type = text.substring(0, Math.max(sign, 0)).strip();
            String column = text.substring(sign + 1).strip();
            if (type.isEmpty() || column.isEmpty()) {
                throw arguments.refused("scores", text, "is not class=column", "write it as in cat=p_cat");
            }
            if (columns.put(type, column) != null) {
                throw arguments.refused("scores", text, "names a class twice", "remove one of the two");
            }
        }
        return columns;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new InvalidInputException(PARAMETERS.step() + ": " + message);
        }
    }
}
