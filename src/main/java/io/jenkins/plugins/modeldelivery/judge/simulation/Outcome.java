package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How a rule fared over many simulated canaries.
 *
 * @param rolledBack how many canaries it condemned
 * @param passed how many it passed at the end; the others stayed undecided
 * @param medianMinute median minute of those; NaN when there are none
 * @param within how many it condemned in each minute or before; index 0 is the end of the first minute
 */
public record Outcome(String scenario, String rule, int runs, int rolledBack, int passed, double medianMinute, int[] within) {
    private static final double CONFIDENCE = 0.95;

    /** The share of canaries that were condemned, with its exact interval (Clopper, Pearson 1934). */
    public Estimate share() {
        return share(rolledBack);
    }

    /** The share that passed. */
    public double sharePassed() {
        return (double) passed / runs;
    }

    /** The share condemned by the end of this minute. */
    public Estimate shareWithin(int minute) {
        return share(within[Math.min(minute, within.length) - 1]);
    }

    private Estimate share(int hits) {
        double tail = (1 - CONFIDENCE) / 2;
        double low = hits == 0 ? 0 : BetaDistribution.of(hits, runs - hits + 1).inverseCumulativeProbability(tail);
        double high = hits == runs ? 1 : BetaDistribution.of(hits + 1, runs - hits).inverseSurvivalProbability(tail);
        double value = (double) hits / runs;
        return new Estimate(value, low, high, low, high, "clopper-pearson", runs);
    }

    /** The outcome as report.json holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scenario", scenario);
        map.put("rule", rule);
        map.put("runs", runs);
        map.put("rolledBack", share().value());
        map.put("low", share().low());
        map.put("high", share().high());
        map.put("medianMinute", medianMinute);
        map.put("passed", sharePassed());
        return map;
    }
}
