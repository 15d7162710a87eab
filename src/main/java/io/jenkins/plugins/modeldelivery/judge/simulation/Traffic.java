package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** One simulated canary, minute by minute. */
public final class Traffic {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Scenario scenario;
    private final Chance chance;
    private final Pod[] pods;
    private final double[] stableBuckets;
    private final double[] canaryBuckets;
    private double shared;
    private int minute;

    /** What wanders for one pod; the last pod is the canary. */
    private static final class Pod {
        private double lasting;
        private double own;
    }

    public Traffic(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.chance = new Chance(seed);
        this.pods = new Pod[scenario.stablePods() + 1];
        for (int i = 0; i < pods.length; i++) {
            pods[i] = new Pod();
            pods[i].lasting = scenario.podDeviation() * chance.gaussian();
            pods[i].own = scenario.own().start(chance);
        }
        this.shared = scenario.shared().start(chance);
        this.minute = -scenario.historyMinutes();
        this.stableBuckets = buckets(1);
        this.canaryBuckets = scenario.latency() == null ? null : buckets(scenario.latency().factor());
    }

    public boolean hasNext() {
        return minute < scenario.minutes();
    }

    /** The next minute. */
    public Observation next() {
        shared = scenario.shared().next(shared, chance);
        for (Pod pod : pods) {
            pod.own = scenario.own().next(pod.own, chance);
        }
        double share = minute < 0 ? 0 : share();
        int canaryRequests = (int) Math.round(scenario.requestsPerMinute() * share);
        ArmSample stable = stable((int) Math.round(scenario.requestsPerMinute()) - canaryRequests);
        ArmSample canary = minute < 0 ? ArmSample.NOTHING : canary(canaryRequests);
        minute++;
        return new Observation(60.0 * minute, stable, canary, minute < 1 ? Double.NaN : share, Map.of());
    }

    private double share() {
        List<Double> steps = scenario.shares();
        return steps.get(Math.min(steps.size() - 1, minute * steps.size() / scenario.minutes()));
    }

    private ArmSample stable(int requests) {
        int count = scenario.stablePods();
        if (count == 1) {
            return ArmSample.of(sample(requests, Math.exp(shared), false));
        }
        List<PodSample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int part = requests / count + (i < requests % count ? 1 : 0);
            samples.add(new PodSample("stable-" + i, sample(part, factor(pods[i]), false)));
        }
        return new ArmSample(samples);
    }

    private ArmSample canary(int requests) {
        double factor = factor(pods[pods.length - 1]) * scenario.errorFactor();
        Map<String, Double> sample = sample(requests, factor, true);
        return scenario.stablePods() == 1
                ? ArmSample.of(sample)
                : new ArmSample(List.of(new PodSample("canary-0", sample)));
    }

    private double factor(Pod pod) {
        return Math.exp(shared + pod.lasting + pod.own);
    }

    private Map<String, Double> sample(int requests, double factor, boolean isCanary) {
        Map<String, Double> values = new HashMap<>();
        values.put("requests", (double) requests);
        values.put("errors", (double) chance.binomial(requests, Math.min(1, scenario.errorRate() * factor)));
        if (scenario.latency() != null) {
            addLatency(values, requests, isCanary ? canaryBuckets : stableBuckets);
        }
        for (Scenario.Proportion proportion : scenario.proportions()) {
            double share = isCanary ? proportion.canary() : proportion.stable();
            values.put(proportion.name() + "_sum", (double) chance.binomial(requests, share));
            values.put(proportion.name() + "_count", (double) requests);
        }
        return values;
    }

    private void addLatency(Map<String, Double> values, int requests, double[] within) {
        double before = 0;
        int counted = 0;
        for (int i = 0; i < within.length; i++) {
            double share = before < 1 ? (within[i] - before) / (1 - before) : 0;
            counted += chance.binomial(requests - counted, Math.min(1, share));
            values.put("latency_le_" + scenario.latency().bounds().get(i), (double) counted);
            before = within[i];
        }
        values.put("latency_le_+Inf", (double) requests);
    }

    private double[] buckets(double factor) {
        Scenario.Latency latency = scenario.latency();
        return latency == null
                ? null
                : latency.bounds().stream()
                        .mapToDouble(bound -> NORMAL.cumulativeProbability(
                                Math.log(bound / (latency.median() * factor)) / latency.sigma()))
                        .toArray();
    }
}
