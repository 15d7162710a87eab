package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.OneVersusRestMeasure;
import io.jenkins.plugins.modeldelivery.evaluation.rows.ClassNames;
import io.jenkins.plugins.modeldelivery.evaluation.rows.PredictionReader;
import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;

/**
 * What the rows of a table carry.
 *
 * @param classes filled while rows are read
 * @param scores scores in each row
 * @param weighted whether rows have weights of their own
 */
record TableShape(ClassNames classes, int scores, boolean weighted) {
    /** Whether each class is ranked against the rest, which takes as many sorts as there are classes. */
    boolean isRankedByClass(Task task) {
        return task == Task.MULTICLASS && scores > 0 && scores <= OneVersusRestMeasure.MOST_CLASSES;
    }

    static TableShape of(PredictionReader reader) {
        return new TableShape(reader.classes(), reader.scores(), reader.isWeighted());
    }
}
