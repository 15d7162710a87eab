package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import java.util.List;
import java.util.Map;

/** Shows a rule a canary whose errors come in bursts of minutes while none of stable's pods does so. */
final class BurstingCanary implements Rule {
    private static final Disturbance BURSTS = new Disturbance(0.3, 0.8);

    private final Rule rule;
    private final Chance chance;
    private double burst;

    BurstingCanary(Rule rule, long seed) {
        this.rule = rule;
        this.chance = new Chance(seed);
        this.burst = BURSTS.start(chance);
    }

    @Override
    public boolean condemns(Observation observation) {
        return rule.condemns(observation.canary().pods().isEmpty() ? observation : bursting(observation));
    }

    private Observation bursting(Observation observation) {
        burst = BURSTS.next(burst, chance);
        double errors = chance.binomial(60, Math.min(1, 0.005 * Math.exp(burst)));
        PodSample canary = new PodSample("canary-0", Map.of("requests", 60.0, "errors", errors));
        return Observation.of(observation.time(), observation.stable(), new ArmSample(List.of(canary)));
    }
}
