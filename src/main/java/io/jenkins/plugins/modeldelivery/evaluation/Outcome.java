package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.Findings;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import java.util.List;

/**
 * What was measured, before the gates have judged it.
 *
 * @param weightSum NaN when rows have no weights
 * @param champion null without one
 */
record Outcome(
        List<InputFile> inputs, long rows, TableShape shape, double weightSum, Findings findings, Champion champion) {
    Outcome {
        inputs = List.copyOf(inputs);
    }

    /** What was measured of the champion, and of the two together. */
    record Champion(String path, long rows, Findings findings, ComparisonSet comparisons) {}
}
