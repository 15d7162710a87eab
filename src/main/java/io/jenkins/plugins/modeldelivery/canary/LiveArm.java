package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.canary.metrics.Scrape;
import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.judge.live.Counters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one arm counted in an interval, and what is remembered for the next.
 *
 * @param sample the interval, as the judge takes it in
 * @param memory the counters' own state, plain JSON
 */
record LiveArm(ArmSample sample, Map<String, Object> memory) {
    private static final String REQUESTS = "requests";
    private static final int MOST_PODS = 100;

    /**
     * Takes in a scrape.
     *
     * @param before what was remembered; null at the first
     */
    static LiveArm of(Map<String, Object> before, List<PodSample> scrape, int skipped) {
        Counters counters = new Counters(skipped);
        if (before != null) {
            counters.restore(before);
        }
        List<PodSample> counted = new ArrayList<>();
        List<PodSample> counting = new ArrayList<>();
        for (PodSample pod : scrape) {
            // What has no counter is a value of this moment, and has no beginning to be left out.
            (pod.values().keySet().stream().anyMatch(Scrape::isCounter) ? counting : counted).add(pod);
        }
        for (PodSample pod : counters.intervals(counting.stream().map(LiveArm::counters).toList())) {
            // A pod without requests says nothing, rather than that nothing failed.
            if (!pod.values().containsKey(REQUESTS) || pod.values().get(REQUESTS) > 0) {
                counted.add(with(values(pod.pod(), scrape), pod));
            }
        }
        return new LiveArm(new ArmSample(counted), bounded(counters.state(), scrape));
    }

    /** Canary requests in the interval; 0 where nobody counts them. */
    double requests() {
        double total = sample.total(REQUESTS);
        return Double.isNaN(total) ? 0 : total;
    }

    private static PodSample counters(PodSample pod) {
        Map<String, Double> counters = new HashMap<>(pod.values());
        counters.keySet().removeIf(column -> !Scrape.isCounter(column));
        return new PodSample(pod.pod(), counters);
    }

    private static Map<String, Double> values(String name, List<PodSample> scrape) {
        Map<String, Double> values = new HashMap<>();
        scrape.stream().filter(pod -> pod.pod().equals(name)).forEach(pod -> values.putAll(pod.values()));
        values.keySet().removeIf(Scrape::isCounter);
        return values;
    }

    private static PodSample with(Map<String, Double> values, PodSample counted) {
        values.putAll(counted.values());
        return new PodSample(counted.pod(), values);
    }

    /** Pods come and go; what is long gone need not be remembered. */
    private static Map<String, Object> bounded(Map<String, Object> memory, List<PodSample> scrape) {
        if (memory.size() <= MOST_PODS) {
            return memory;
        }
        Set<String> there = scrape.stream().map(PodSample::pod).collect(Collectors.toSet());
        Map<String, Object> kept = new LinkedHashMap<>(memory);
        kept.keySet().retainAll(there);
        return kept;
    }
}
