package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.local.Arm;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxyMetrics;
import java.util.HashMap;
import java.util.Map;

/** Reads what the weighted proxy counts; no Prometheus is needed. */
final class ProxyCounters implements MetricsSource {
    private static final String BUCKET = ProxyMetrics.DURATION + "_bucket";

    private final LocalRouter proxy;

    ProxyCounters(LocalRouter proxy) {
        this.proxy = proxy;
    }

    @Override
    public Scrape read() throws InterruptedException {
        return parse(proxy.metrics());
    }

    static Scrape parse(String page) {
        Map<String, Double> stable = new HashMap<>();
        Map<String, Double> canary = new HashMap<>();
        for (Sample sample : Exposition.parse("the proxy's /metrics", page)) {
            Map<String, Double> arm = Arm.CANARY.label().equals(sample.labels().get(ProxyMetrics.ARM)) ? canary : stable;
            switch (sample.name()) {
                case ProxyMetrics.REQUESTS -> arm.put("requests", sample.value());
                case ProxyMetrics.ERRORS -> arm.put("errors", sample.value());
                case BUCKET -> arm.put("latency_le_" + sample.labels().get("le"), sample.value());
                default -> { }
            }
        }
        return Scrape.ofArms(stable, canary);
    }
}
