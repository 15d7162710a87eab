package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.kubernetes.PodMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what each pod counts itself, through the API server; no Prometheus is needed. The names are the usual ones: a
 * counter {@code PREFIX_requests_total}, whose label {@code code}, {@code status} or {@code status_code} tells errors from
 * 500 on, and a histogram {@code PREFIX_request_duration_seconds}.
 */
final class PodScrape implements MetricsSource {
    private static final Set<String> CODES = Set.of("code", "status", "status_code");

    private final PodMetrics pods;
    private final String requests;
    private final String bucket;

    /**
     * Reads pods.
     *
     * @param prefix what the names of the metrics begin with, such as {@code http}
     */
    PodScrape(PodMetrics pods, String prefix) {
        this.pods = pods;
        this.requests = prefix + "_requests_total";
        this.bucket = prefix + "_request_duration_seconds_bucket";
    }

    @Override
    public Scrape read() throws InterruptedException {
        PodMetrics.Exposition pages = pods.read();
        if (pages.stable().isEmpty() && pages.canary().isEmpty() && pages.silent() > 0) {
            throw new SurroundingsException("none of " + pages.silent() + " ready pods answers with its metrics;"
                    + " check port and path in the annotations prometheus.io/port and prometheus.io/path");
        }
        return Scrape.ofPods(samples(pages.stable()), samples(pages.canary()), Map.of());
    }

    private List<PodSample> samples(Map<String, String> pages) {
        List<PodSample> samples = new ArrayList<>();
        pages.forEach((pod, page) -> samples.add(new PodSample(pod, counters("the metrics of pod " + pod, page))));
        return samples;
    }

    private Map<String, Double> counters(String source, String page) {
        Map<String, Double> counters = new HashMap<>();
        for (Sample sample : Exposition.parse(source, page)) {
            if (sample.name().equals(requests)) {
                counters.merge("requests", sample.value(), Double::sum);
                counters.merge("errors", isError(sample.labels()) ? sample.value() : 0, Double::sum);
            } else if (sample.name().equals(bucket)) {
                counters.merge("latency_le_" + sample.labels().get("le"), sample.value(), Double::sum);
            }
        }
        return counters;
    }

    private static boolean isError(Map<String, String> labels) {
        return labels.entrySet().stream().anyMatch(label -> CODES.contains(label.getKey()) && label.getValue().startsWith("5"));
    }
}
