package io.jenkins.plugins.modeldelivery.release.metrics;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the servers' own counters, pod by pod; no Prometheus is needed. */
public final class PodCounters implements MetricsSource {
    private final Pages.Reader reader;
    private final Set<String> asked;
    private final String prefix;

    /**
     * Reads pods.
     *
     * @param asked the columns that the checks read
     * @param prefix what the names of requests and latency begin with; the empty string for those that are known
     */
    public PodCounters(Pages.Reader reader, Set<String> asked, String prefix) {
        this.reader = reader;
        this.asked = asked;
        this.prefix = prefix;
    }

    @Override
    public Scrape read() throws InterruptedException {
        Pages pages = reader.read();
        if (pages.stable().isEmpty() && pages.canary().isEmpty() && pages.silent() > 0) {
            throw new SurroundingsException("none of " + pages.silent() + " ready pods answers with its metrics;"
                    + " check port and path in the annotations prometheus.io/port and prometheus.io/path");
        }
        Columns columns = new Columns(asked, prefix);
        List<PodSample> stable = arm(pages.stable(), columns);
        List<PodSample> canary = arm(pages.canary(), columns);
        return Scrape.ofPods(stable, canary, columns.nonAnswers());
    }

    private static List<PodSample> arm(Map<String, String> pages, Columns columns) {
        List<PodSample> pods = new ArrayList<>();
        pages.forEach((pod, page) ->
                pods.add(new PodSample(pod, columns.of(Exposition.parse("the metrics of " + pod, page)))));
        return pods;
    }
}
