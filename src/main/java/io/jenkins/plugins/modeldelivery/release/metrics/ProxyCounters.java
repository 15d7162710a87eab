package io.jenkins.plugins.modeldelivery.release.metrics;

import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.local.Arm;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxyMetrics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what the weighted proxy counts; no Prometheus is needed. */
public final class ProxyCounters implements MetricsSource {
    private final LocalRouter proxy;
    private final Set<String> asked;

    /**
     * Reads one proxy.
     *
     * @param asked the columns that the checks read
     */
    public ProxyCounters(LocalRouter proxy, Set<String> asked) {
        this.proxy = proxy;
        this.asked = asked;
    }

    @Override
    public Scrape read() throws InterruptedException {
        List<Sample> samples = Exposition.parse("the proxy's /metrics", proxy.metrics());
        return Scrape.ofArms(arm(samples, Arm.STABLE), arm(samples, Arm.CANARY));
    }

    private Map<String, Double> arm(List<Sample> samples, Arm arm) {
        return new Columns(asked).of(samples.stream()
                .filter(sample -> arm.label().equals(sample.labels().get(ProxyMetrics.ARM)))
                .toList());
    }
}
