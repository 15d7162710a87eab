package io.jenkins.plugins.modeldelivery.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.prometheus.Answer;
import io.jenkins.plugins.modeldelivery.prometheus.PrometheusApi;
import io.jenkins.plugins.modeldelivery.release.local.LocalRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.metrics.MetricsSource;
import io.jenkins.plugins.modeldelivery.release.metrics.ProxyCounters;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever scrapes the proxy, the judge gets the numbers that the proxy itself shows. */
@Timeout(60)
class SameNumbersTest {
    private static final Set<String> ASKED = Set.of("errors", "latency");
    private static final Map<String, String> OWN = Map.of("promql(\"all\")", "sum(model_delivery_requests_total{$arm})");
    /** VictoriaMetrics keeps about fifteen digits of a sum of seconds. */
    private static final double ROUNDING = 1e-12;
    private static final int ENOUGH = 200;

    private ProxiedVersions versions;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        versions = new ProxiedVersions();
        versions.canary.errorShare = 0.5;
    }

    @AfterEach
    void stop() {
        versions.close();
    }

    @Test
    void prometheusCountsWhatTheProxyCounts() throws Exception {
        Optional<RealPrometheus> started = RealPrometheus.start(folder, versions.adminPort(), ProxiedVersions.TOKEN.secret());
        if (started.isEmpty()) {
            System.out.println("Left out: metrics of a real Prometheus, since prometheus or openssl is not installed");
        }
        assumeTrue(started.isPresent());
        try (RealPrometheus prometheus = started.get()) {
            becomesTheSame(counters(prometheus.address(), Outbound.of(Map.of()).trusting(prometheus.authority())));
        }
    }

    @Test
    void victoriaMetricsCountsWhatTheProxyCounts() throws Exception {
        Optional<RealVictoriaMetrics> started = RealVictoriaMetrics.start(folder, versions.adminPort(), ProxiedVersions.TOKEN.secret());
        assumeTrue(started.isPresent());
        try (RealVictoriaMetrics victoria = started.get()) {
            becomesTheSame(counters(victoria.address(), Outbound.of(Map.of())));
        }
    }

    /** What a VictoriaMetrics says of the two kinds of question that have no number for an answer. */
    @Test
    void victoriaMetricsHasNonAnswersOfItsOwn() throws Exception {
        Optional<RealVictoriaMetrics> started = RealVictoriaMetrics.start(folder, versions.adminPort(), ProxiedVersions.TOKEN.secret());
        assumeTrue(started.isPresent());
        try (RealVictoriaMetrics victoria = started.get()) {
            PrometheusApi api = api(victoria.address(), Outbound.of(Map.of()));
            assertThat(api.query("sum(", Instant.now()).get().state()).isEqualTo(Answer.State.REFUSED);
            assertThat(api.query("vector(0) / 0", Instant.now()).get().state())
                    .as("what is no number is left out").isEqualTo(Answer.State.EMPTY);
            URI elsewhere = URI.create(victoria.address() + "/nowhere");
            assertThat(api(elsewhere, Outbound.of(Map.of())).query("up", Instant.now()).get().state())
                    .isEqualTo(Answer.State.UNAVAILABLE);
        }
    }

    private void becomesTheSame(MetricsSource source) throws InterruptedException {
        LocalRouter router = versions.router();
        router.shift(50);
        try (ProxyLoad load = versions.load(4)) {
            while (load.answered.get() < ENOUGH) {
                pause();
            }
        }
        Scrape own = new ProxyCounters(router, ASKED).read();
        assertThat(values(own.canary()).get("errors")).isPositive();
        assertThat(values(own.stable())).containsKeys("requests", "latency_sum", "latency_le_+Inf");
        Scrape read = source.read();
        while (!has(read.stable(), own.stable()) || !has(read.canary(), own.canary())) {
            pause();
            read = source.read();
        }
        isTheSame(read.stable(), own.stable());
        isTheSame(read.canary(), own.canary());
    }

    private static boolean has(List<PodSample> read, List<PodSample> own) {
        return read.size() == 2 && values(read).get("requests").equals(values(own).get("requests"));
    }

    private static void isTheSame(List<PodSample> read, List<PodSample> own) {
        Map<String, Double> counted = new HashMap<>(values(own));
        assertThat(values(read).get("latency_sum")).isCloseTo(counted.remove("latency_sum"), within(ROUNDING));
        assertThat(values(read)).containsAllEntriesOf(counted).hasSize(counted.size() + 1);
        assertThat(read.get(1).values()).isEqualTo(Map.of("promql(\"all\")", counted.get("requests")));
    }

    private static Map<String, Double> values(List<PodSample> pods) {
        return pods.get(0).values();
    }

    private static MetricsSource counters(URI address, Outbound outbound) {
        return new PrometheusCounters(api(address, outbound), ArmLabels::ofLabel, ASKED, OWN, Clock.systemUTC());
    }

    private static PrometheusApi api(URI address, Outbound outbound) {
        return new PrometheusApi(
                requester(outbound), address, new Credential(RealPrometheus.USER, RealPrometheus.PASSWORD));
    }

    private static Requester requester(Outbound outbound) {
        return new Requester(outbound, Retries.NONE);
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
}
