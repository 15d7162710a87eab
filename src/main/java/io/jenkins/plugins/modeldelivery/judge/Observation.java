package io.jenkins.plugins.modeldelivery.judge;

import java.util.Map;

/**
 * Both arms in one interval, as the judge takes it in. Before the canary starts its arm is empty; such observations
 * teach the judge how stable pods differ among themselves.
 *
 * @param time end of the interval in seconds, rising from observation to observation; from which moment does not matter
 * @param canaryShare the share of traffic that the canary was meant to get, 0 to 1; NaN when unknown
 * @param nonAnswers columns that the source was asked for and did not answer
 */
public record Observation(
        double time, ArmSample stable, ArmSample canary, double canaryShare, Map<String, NonAnswer> nonAnswers) {
    public Observation {
        nonAnswers = Map.copyOf(nonAnswers);
    }

    public static Observation of(double time, ArmSample stable, ArmSample canary) {
        return new Observation(time, stable, canary, Double.NaN, Map.of());
    }
}
