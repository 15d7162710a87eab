package io.jenkins.plugins.modeldelivery.release.metrics;

import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.judge.live.Counters;
import java.util.List;
import java.util.Map;

/**
 * What both arms showed at one moment, pod by pod, by the columns that the judge knows: counters since each pod's start,
 * and values as they are.
 *
 * @param skipped scrapes of each new pod that are left out, since it is still starting
 * @param nonAnswers columns that the source was asked for and did not answer
 */
public record Scrape(
        List<PodSample> stable, List<PodSample> canary, int skipped, Map<String, NonAnswer> nonAnswers) {
    public Scrape {
        stable = List.copyOf(stable);
        canary = List.copyOf(canary);
        nonAnswers = Map.copyOf(nonAnswers);
    }

    /** Pods told apart. */
    public static Scrape ofPods(List<PodSample> stable, List<PodSample> canary, Map<String, NonAnswer> nonAnswers) {
        return new Scrape(stable, canary, Counters.SKIPPED_SCRAPES, nonAnswers);
    }

    /** Counters of something that counts for each arm as a whole and does not start with it. */
    public static Scrape ofArms(Map<String, Double> stable, Map<String, Double> canary) {
        return new Scrape(List.of(new PodSample("", stable)), List.of(new PodSample("", canary)), 1, Map.of());
    }

    /** A name as the judge's columns have it says whether it rises since a pod's start or is a value of its own. */
    public static boolean isCounter(String column) {
        return column.equals("requests") || column.equals("errors") || column.endsWith("_sum") || column.endsWith("_count")
                || column.contains("_le_");
    }
}
