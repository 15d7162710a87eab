package io.jenkins.plugins.modeldelivery.judge.live;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counters of one arm, pod by pod, turned into the counts of each interval. A counter that falls was reset: what it shows
 * since is counted. The first scrapes of a new pod are left out, since what happened before the first is unknown and the
 * pod is still starting. A pod is then left out until its mean latency no longer falls: a model that is still warming up
 * says nothing of the release. Not safe for use by several threads at once.
 */
public final class Counters {
    /** Scrapes of a new pod that are left out. */
    public static final int SKIPPED_SCRAPES = 2;

    /** A pod that is missing from so many scrapes is gone; what is remembered of it would only grow. */
    private static final int LONGEST_ABSENCE = 20;

    private final int skippedScrapes;
    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private List<PodSample> everything = List.of();

    /** What is remembered of one pod. */
    private static final class Pod {
        private Map<String, Double> last = new HashMap<>();
        private final WarmUp warmUp = new WarmUp();
        private int scrapes;
        private int absence;
    }

    /**
     * Begins with no pod seen.
     *
     * @param skippedScrapes scrapes of each new pod that are left out, at least 1: a counter's first value has no interval
     */
    public Counters(int skippedScrapes) {
        this.skippedScrapes = Math.max(1, skippedScrapes);
    }

    /**
     * Takes in one scrape and returns the counts since the scrape before, of the pods that can be counted on.
     *
     * @param scrape cumulative counters by pod; a pod that is not in it has a gap, and what it counted meanwhile is
     *     counted with its next scrape, unless it stays away for twenty scrapes: it is new then
     */
    public List<PodSample> intervals(List<PodSample> scrape) {
        List<PodSample> counted = new ArrayList<>();
        List<PodSample> all = new ArrayList<>();
        pods.values().forEach(pod -> pod.absence++);
        for (PodSample sample : scrape) {
            Pod pod = pods.computeIfAbsent(sample.pod(), name -> new Pod());
            boolean restarted = isReset(pod, sample);
            if (restarted) {
                pod.warmUp.restart();
            }
            Map<String, Double> counts = new HashMap<>();
            sample.values().forEach((column, value) -> {
                Double before = pod.last.put(column, value);
                if (before != null || restarted) {
                    counts.put(column, before == null || value < before ? value : value - before);
                }
            });
            pod.absence = 0;
            pod.scrapes++;
            PodSample interval = new PodSample(sample.pod(), counts);
            all.add(interval);
            boolean warm = pod.warmUp.isOver(counts);
            if (warm && pod.scrapes > skippedScrapes) {
                counted.add(interval);
            }
        }
        everything = List.copyOf(all);
        pods.values().removeIf(pod -> pod.absence > LONGEST_ABSENCE);
        return counted;
    }

    /** A restart sets all counters back; one that falls is enough to tell. */
    private static boolean isReset(Pod pod, PodSample sample) {
        return sample.values().entrySet().stream()
                .anyMatch(entry -> entry.getValue() < pod.last.getOrDefault(entry.getKey(), Double.NEGATIVE_INFINITY));
    }

    /** What every pod counted in the interval taken in last, also those that cannot be counted on yet. */
    public List<PodSample> everything() {
        return everything;
    }

    /** Forgets all pods but these. */
    public void keepOnly(Set<String> names) {
        pods.keySet().retainAll(names);
    }

    /** How many pods are remembered. */
    public int size() {
        return pods.size();
    }

    /** All that is needed to go on, as plain JSON values. */
    public Map<String, Object> state() {
        CounterCode code = CounterCode.of(pods.values().stream().map(pod -> pod.last).toList());
        Map<String, Object> saved = new LinkedHashMap<>();
        pods.forEach((name, pod) -> saved.put(
                name, List.of(code.write(pod.last), pod.scrapes, pod.absence, pod.warmUp.state())));
        return Map.of("columns", code.columns(), "pods", saved);
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Map<String, Object> state) {
        CounterCode code = CounterCode.saved(state.get("columns"));
        ((Map<?, ?>) state.get("pods")).forEach((name, value) -> {
            List<?> saved = (List<?>) value;
            Pod pod = new Pod();
            pod.last = code.read(saved.get(0).toString());
            pod.scrapes = ((Number) saved.get(1)).intValue();
            pod.absence = ((Number) saved.get(2)).intValue();
            pod.warmUp.restore(saved.get(3));
            pods.put(name.toString(), pod);
        });
    }
}
