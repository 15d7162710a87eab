package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.Observation;

/**
 * The static rule of Argo Rollouts and Flagger: a minute whose success rate is below a threshold is a failed check, and
 * one failed check too many ends the canary. Argo's {@code failureLimit} 3 is four failures, Flagger's sample counts ten.
 */
final class SuccessRateRule implements Rule {
    private final double successRate;
    private final int failures;
    private int failed;

    SuccessRateRule(double successRate, int failures) {
        this.successRate = successRate;
        this.failures = failures;
    }

    @Override
    public boolean condemns(Observation observation) {
        double requests = observation.canary().total("requests");
        if (requests > 0 && 1 - observation.canary().total("errors") / requests < successRate) {
            failed++;
        }
        return failed >= failures;
    }
}
