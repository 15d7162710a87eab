package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenarios that the judge is measured by, each with the share of canaries it may or must condemn. */
final class Bars {
    static final long SEED = 20261120;
    static final JudgePlan ERRORS = JudgePlan.of(List.of("errors not worse"), 0.05, 0);
    static final JudgePlan LATENCY = JudgePlan.of(List.of("latency p99 not worse"), 0.05, 0);

    private static final Disturbance OWN_BURSTS = new Disturbance(0.3, 0.8);
    private static final double MEDIAN_LATENCY = 0.1;
    private static final double SIGMA = 0.5;
    /** Stable's p99 is 0.32 s; bounds lie ten percent below and above it, and far from it. */
    private static final double P99 = MEDIAN_LATENCY * Math.exp(2.3263478740408408 * SIGMA);

    private Bars() {}

    /** Nothing is wrong with these canaries: at most alpha of them may be rolled back. */
    static List<Scenario> innocent() {
        Disturbance noise = new Disturbance(0.5, 0);
        return List.of(
                Scenario.usual("independent"),
                Scenario.usual("shared factor a minute, sd 0.5").withDisturbances(noise, Disturbance.NONE),
                Scenario.usual("shared AR(1) 0.8, innovation sd 0.3").withDisturbances(OWN_BURSTS, Disturbance.NONE),
                Scenario.usual("canary's own factor a minute, sd 0.5").withDisturbances(Disturbance.NONE, noise),
                Scenario.usual("weights 5, 10, 25, 50 %").withShares(List.of(0.05, 0.1, 0.25, 0.5)),
                Scenario.usual("9 pods, factors sd 0.25").withPods(9, 0.25, 60),
                Scenario.usual("9 pods, factors sd 0.5").withPods(9, 0.5, 60),
                Scenario.usual("9 pods, each its own AR(1) 0.8").withDisturbances(Disturbance.NONE, OWN_BURSTS).withPods(9, 0, 60));
    }

    /** Stable seen pod by pod, where a canary has to stand out from what pods differ by anyway. */
    static List<Scenario> calibrated() {
        return List.of(
                Scenario.usual("9 equal pods").withPods(9, 0, 60),
                Scenario.usual("9 pods, factors sd 0.25").withPods(9, 0.25, 60),
                Scenario.usual("9 pods, factors sd 0.5").withPods(9, 0.5, 60),
                Scenario.usual("9 pods, each its own AR(1) 0.8").withDisturbances(Disturbance.NONE, OWN_BURSTS).withPods(9, 0, 60));
    }

    static Scenario regression(double factor) {
        return Scenario.usual("errors x" + factor).withErrorFactor(factor);
    }

    /** Latency with one bucket bound at this multiple of the true p99. */
    static Scenario latency(double bound, double factor) {
        List<Double> bounds = List.of(0.05, 0.1, 0.2, P99 * bound, 0.6, 1.0);
        return Scenario.usual("p99 x" + factor + ", a bound at x" + bound + " of it")
                .withShares(List.of(0.5))
                .withLatency(new Scenario.Latency(MEDIAN_LATENCY, SIGMA, factor, bounds), 1200);
    }

    static Map<Double, Outcome> regressions(Simulation simulation) {
        Map<Double, Outcome> outcomes = new TreeMap<>();
        for (double factor : new double[] {2, 3, 6, 20}) {
            outcomes.put(factor, simulation.run(regression(factor), "judge", () -> new JudgeRule(ERRORS)));
        }
        return outcomes;
    }

    static List<Outcome> falseAlarms(Simulation simulation) {
        List<Outcome> outcomes = new ArrayList<>();
        innocent().forEach(scenario -> outcomes.add(simulation.run(scenario, "judge", () -> new JudgeRule(ERRORS))));
        return outcomes;
    }
}
