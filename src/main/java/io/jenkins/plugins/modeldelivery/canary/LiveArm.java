package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.ArmSample;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.judge.live.Counters;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one arm counted in an interval, and what is remembered for the next.
 *
 * @param sample the interval, as the judge takes it in
 * @param all requests that all pods answered in the interval, also those that are still warming up
 * @param memory the counters' own state, plain JSON
 */
record LiveArm(ArmSample sample, double all, Map<String, Object> memory) {
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
        Map<String, Map<String, Double>> beside = new HashMap<>();
        for (PodSample pod : scrape) {
            Map<String, Double> values = values(pod);
            if (values.size() == pod.values().size()) {
                // What has no counter is a value of this moment, and has no beginning to be left out.
                counted.add(pod);
            } else {
                counting.add(values.isEmpty() ? pod : without(values, pod));
                beside.put(pod.pod(), values);
            }
        }
        for (PodSample pod : counters.intervals(counting)) {
            // A pod without requests says nothing, rather than that nothing failed.
            if (!pod.values().containsKey(REQUESTS) || pod.values().get(REQUESTS) > 0) {
                counted.add(with(beside.get(pod.pod()), pod));
            }
        }
        if (counters.size() > MOST_PODS) {
            // Pods come and go; what is long gone need not be remembered.
            counters.keepOnly(scrape.stream().map(PodSample::pod).collect(Collectors.toSet()));
        }
        double all = requests(new ArmSample(counters.everything()));
        return new LiveArm(new ArmSample(counted), all, counters.state());
    }

    /** Requests in the interval that are evidence; 0 where nobody counts them. */
    double requests() {
        return requests(sample);
    }

    private static double requests(ArmSample arm) {
        double total = arm.total(REQUESTS);
        return Double.isNaN(total) ? 0 : total;
    }

    /** The columns that are values of this moment. */
    private static Map<String, Double> values(PodSample pod) {
        Map<String, Double> values = new HashMap<>();
        pod.values().forEach((column, value) -> {
            if (!Scrape.isCounter(column)) {
                values.put(column, value);
            }
        });
        return values;
    }

    private static PodSample without(Map<String, Double> values, PodSample pod) {
        Map<String, Double> counters = new HashMap<>(pod.values());
        counters.keySet().removeAll(values.keySet());
        return new PodSample(pod.pod(), counters);
    }

    private static PodSample with(Map<String, Double> values, PodSample pod) {
        if (values.isEmpty()) {
            return pod;
        }
        Map<String, Double> all = new HashMap<>(values);
        all.putAll(pod.values());
        return new PodSample(pod.pod(), all);
    }
}
