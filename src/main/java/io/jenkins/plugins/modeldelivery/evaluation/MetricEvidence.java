package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.Contrast;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Evidence;
import io.jenkins.plugins.modeldelivery.gate.Exposure;
import io.jenkins.plugins.modeldelivery.gate.Margin;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.Map;

/**
 * What an evaluation tells the gates: the candidate's metrics, the champion's, and how the two differ on the same rows. That
 * a gate's metric was measured, and that there is a champion where one is needed, was checked before.
 */
record MetricEvidence(
        Map<String, Estimate> candidate, Map<String, Estimate> champion, ComparisonSet comparisons, Exposure exposure)
        implements Evidence {
    @Override
    public Estimate value(Subject subject) {
        return candidate.get(subject.name());
    }

    @Override
    public Estimate baseline(Subject subject) {
        return champion.get(subject.name());
    }

    @Override
    public Estimate worsening(Subject subject, Direction direction, Margin margin) {
        return comparisons
                .contrast(subject.name(), new Contrast(direction.harm(), margin.amount(), margin.relative()))
                .orElseThrow();
    }
}
