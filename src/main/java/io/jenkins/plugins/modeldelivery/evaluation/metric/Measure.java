package io.jenkins.plugins.modeldelivery.evaluation.metric;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Observation;

/**
 * Measures some metrics of one model, row by row, in memory that does not grow with the rows beyond what is spilled.
 * Measures of the parts of a table merge into the measure of the table.
 *
 * @param <M> the measure itself, with which it merges
 */
public interface Measure<M extends Measure<M>> {
    void add(Observation row);

    /** Takes over what another measure of the same kind has seen; the other must not be used afterwards. */
    void merge(M other);

    /** Writes down what was measured; may be asked once. */
    void result(Findings findings);
}
