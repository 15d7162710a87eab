package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.Findings;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Evidence;
import io.jenkins.plugins.modeldelivery.gate.Exposure;
import io.jenkins.plugins.modeldelivery.gate.Margin;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;

/** What an evaluation tells the gates: the candidate's metrics, the champion's, and their paired differences. */
final class MetricEvidence implements Evidence {
    private final Findings candidate;
    private final Exposure exposure;

    MetricEvidence(Findings candidate, Exposure exposure) {
        this.candidate = candidate;
        this.exposure = exposure;
    }

    @Override
    public Estimate value(Subject subject) {
        return of(candidate, subject);
    }

    @Override
    public Estimate baseline(Subject subject) {
        throw new InvalidInputException("there is no champion; give its predictions by champion");
    }

    @Override
    public Estimate worsening(Subject subject, Direction direction, Margin margin) {
        throw new InvalidInputException("there is no champion; give its predictions by champion");
    }

    @Override
    public Exposure exposure() {
        return exposure;
    }

    private static Estimate of(Findings findings, Subject subject) {
        Estimate estimate = findings.metrics().get(subject.name());
        if (estimate == null) {
            throw new InvalidInputException("gate subject '" + subject + "' was not measured; it needs the model's scores:"
                    + " name their column by score or scores");
        }
        return estimate;
    }
}
