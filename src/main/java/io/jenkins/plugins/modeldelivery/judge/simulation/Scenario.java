package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;

/**
 * Traffic and what is wrong with the canary.
 *
 * @param requestsPerMinute of both arms together
 * @param shares the canary's share of traffic, 0 to 1, in equal parts of the duration
 * @param minutes how long the canary runs
 * @param historyMinutes how long stable is watched before
 * @param stablePods named pods that share stable's traffic equally; 1 for one that is not named
 * @param errorRate share of stable's requests that fail
 * @param errorFactor the canary's error rate as a multiple of stable's; 1 when nothing is wrong
 * @param shared what moves both arms
 * @param own what moves each pod by itself, or the canary alone when pods are not named
 * @param podDeviation standard deviation of the logarithm of each pod's lasting factor
 * @param latency null when no latency is simulated
 * @param proportions other shares of what is counted, such as accuracy; requests are independent in them
 */
public record Scenario(
        String name,
        double requestsPerMinute,
        List<Double> shares,
        int minutes,
        int historyMinutes,
        int stablePods,
        double errorRate,
        double errorFactor,
        Disturbance shared,
        Disturbance own,
        double podDeviation,
        Latency latency,
        List<Proportion> proportions) {

    public Scenario {
        shares = List.copyOf(shares);
        proportions = List.copyOf(proportions);
        check("requestsPerMinute", requestsPerMinute, requestsPerMinute >= 1 && requestsPerMinute <= 1e6, "1 to 1e6");
        check("shares", shares, !shares.isEmpty() && shares.stream().allMatch(s -> s > 0 && s < 1), "shares above 0 and below 1");
        check("minutes", minutes, minutes >= 1 && minutes <= 10_000, "1 to 10000");
        check("historyMinutes", historyMinutes, historyMinutes >= 0 && historyMinutes <= 10_000, "0 to 10000");
        check("stablePods", stablePods, stablePods >= 1 && stablePods <= 200, "1 to 200");
        check("errorRate", errorRate, errorRate >= 0 && errorRate < 1, "0 up to 1");
        check("errorFactor", errorFactor, errorFactor >= 0 && errorFactor <= 1000, "0 to 1000");
        check("podDeviation", podDeviation, podDeviation >= 0 && podDeviation <= 3, "0 to 3");
    }

    /**
     * Log-normal latency, seen through buckets.
     *
     * @param median stable's, in seconds
     * @param sigma standard deviation of the logarithm
     * @param factor the canary's latency as a multiple of stable's
     * @param bounds upper bounds of the buckets in seconds, rising
     */
    public record Latency(double median, double sigma, double factor, List<Double> bounds) {
        public Latency {
            bounds = List.copyOf(bounds);
            check("latency.median", median, median > 0, "above 0");
            check("latency.sigma", sigma, sigma > 0 && sigma <= 5, "above 0 and up to 5");
            check("latency.factor", factor, factor > 0, "above 0");
            check("latency.bounds", bounds, isRising(bounds), "at least one, above 0 and rising");
        }
    }

    /**
     * A share that every request counts for, seen through {@code <name>_sum} and {@code <name>_count}.
     *
     * @param stable stable's, 0 to 1
     * @param canary the canary's, 0 to 1
     */
    public record Proportion(String name, double stable, double canary) {
        public Proportion {
            check("proportion " + name, stable, stable >= 0 && stable <= 1, "0 to 1");
            check("proportion " + name, canary, canary >= 0 && canary <= 1, "0 to 1");
        }
    }

    /** 600 requests a minute, 10 % of them canary, 0.5 % errors, for an hour, everything independent. */
    public static Scenario usual(String name) {
        return new Scenario(
                name, 600, List.of(0.1), 60, 0, 1, 0.005, 1, Disturbance.NONE, Disturbance.NONE, 0, null, List.of());
    }

    public Scenario withErrorFactor(double factor) {
        return new Scenario(
                name, requestsPerMinute, shares, minutes, historyMinutes, stablePods, errorRate, factor,
                shared, own, podDeviation, latency, proportions);
    }

    public Scenario withDisturbances(Disturbance both, Disturbance each) {
        return new Scenario(
                name, requestsPerMinute, shares, minutes, historyMinutes, stablePods, errorRate, errorFactor,
                both, each, podDeviation, latency, proportions);
    }

    public Scenario withShares(List<Double> steps) {
        return new Scenario(
                name, requestsPerMinute, steps, minutes, historyMinutes, stablePods, errorRate, errorFactor,
                shared, own, podDeviation, latency, proportions);
    }

    public Scenario withPods(int pods, double deviation, int minutesBefore) {
        return new Scenario(
                name, requestsPerMinute, shares, minutes, minutesBefore, pods, errorRate, errorFactor,
                shared, own, deviation, latency, proportions);
    }

    public Scenario withLatency(Latency latency, double requestsPerMinute) {
        return new Scenario(
                name, requestsPerMinute, shares, minutes, historyMinutes, stablePods, errorRate, errorFactor,
                shared, own, podDeviation, latency, proportions);
    }

    private static boolean isRising(List<Double> bounds) {
        double last = 0;
        for (double bound : bounds) {
            if (!(bound > last)) {
                return false;
            }
            last = bound;
        }
        return !bounds.isEmpty();
    }

    private static void check(String field, Object value, boolean fits, String range) {
        if (!fits) {
            throw new InvalidInputException("scenario: " + field + " '" + value + "' is out of range; write " + range);
        }
    }
}
