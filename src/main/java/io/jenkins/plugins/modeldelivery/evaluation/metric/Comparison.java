package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.Map;
import java.util.Set;

/** Compares some metrics of two models over the same rows, so that what both find hard or easy cancels out. */
public interface Comparison {
    void add(Observation candidate, Observation champion);

    /** The metrics that can be compared. */
    Set<String> metrics();

    /** The contrasts of several of these metrics. */
    Map<String, Estimate> contrasts(Set<String> metrics, Contrast contrast);

    /** Writes down what else was found of the two models together. */
    default void details(Map<String, Object> details) {}
}
