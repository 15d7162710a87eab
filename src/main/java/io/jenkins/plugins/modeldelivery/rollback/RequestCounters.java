package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import io.jenkins.plugins.modeldelivery.release.metrics.Pages;
import io.jenkins.plugins.modeldelivery.release.metrics.PodCounters;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Where the requests of a watched workload are counted. */
@FunctionalInterface
interface RequestCounters {
    Set<String> COLUMNS = Set.of(Look.Counted.REQUESTS, Look.Counted.ERRORS);

    /**
     * What was counted so far.
     *
     * @throws SurroundingsException if nobody answers, or nobody counts requests
     * @throws InvalidInputException if the answer cannot be understood
     */
    Look.Counted read() throws InterruptedException;

    /** What a router counts of both versions. */
    static RequestCounters ofRouter(MetricsSource router) {
        return () -> {
            Scrape scrape = router.read();
            return new Look.Counted(List.of(new PodSample("", Map.of(
                    Look.Counted.REQUESTS, sum(scrape, Look.Counted.REQUESTS),
                    Look.Counted.ERRORS, sum(scrape, Look.Counted.ERRORS)))));
        };
    }

    /** What the pods of stable count; a canary beside it is another's release. */
    static RequestCounters ofPods(Pages.Reader pages) {
        PodCounters counters = new PodCounters(pages, Set.of(Look.Counted.ERRORS), "");
        return () -> {
            List<PodSample> pods = counters.read().stable();
            List<PodSample> counting = pods.stream()
                    .filter(pod -> pod.values().keySet().containsAll(COLUMNS))
                    .map(pod -> new PodSample(pod.pod(), kept(pod.values())))
                    .toList();
            if (counting.isEmpty() && !pods.isEmpty()) {
                throw new SurroundingsException(Messages.Trouble_uncounted(pods.size()));
            }
            return new Look.Counted(counting);
        };
    }

    private static double sum(Scrape scrape, String column) {
        return Stream.of(scrape.stable(), scrape.canary())
                .flatMap(List::stream)
                .mapToDouble(arm -> arm.values().getOrDefault(column, 0.0))
                .sum();
    }

    /** Without what else a page tells, which would only make the saved state larger. */
    private static Map<String, Double> kept(Map<String, Double> values) {
        Map<String, Double> kept = new HashMap<>(values);
        kept.keySet().retainAll(COLUMNS);
        return kept;
    }
}
