package io.jenkins.plugins.modeldelivery.evaluation.rows;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which columns hold what. A name that is the empty string was not given.
 *
 * @param scores for each class the column with its score, in the order of the classes
 * @param positive the positive class of a binary task; the empty string takes {@code 1} or {@code true}
 * @param threshold the score from which a row is predicted positive
 */
public record TableFormat(
        Task task,
        String label,
        String prediction,
        String score,
        Map<String, String> scores,
        String positive,
        double threshold,
        String weight,
        String id) {

    public TableFormat {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
}
