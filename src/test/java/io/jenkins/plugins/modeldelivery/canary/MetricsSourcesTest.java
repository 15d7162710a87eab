package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.canary.metrics.BearerDoor;
import io.jenkins.plugins.modeldelivery.canary.metrics.RealPrometheus;
import io.jenkins.plugins.modeldelivery.canary.metrics.RealVictoriaMetrics;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Canaries behind the real proxy that are judged by what others count. */
@Timeout(60)
class MetricsSourcesTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, Credential> credentials = new LinkedHashMap<>(Map.of(
            "proxy", ProxiedVersions.TOKEN,
            "prometheus", new Credential(RealPrometheus.USER, RealPrometheus.PASSWORD),
            "wrong", new Credential(RealPrometheus.USER, "guessed")));
    private ProxiedVersions versions;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        versions = new ProxiedVersions();
    }

    @AfterEach
    void stop() {
        versions.close();
    }

    @Test
    void aRealPrometheusBehindTlsAndAPasswordDecides() throws Exception {
        Optional<RealPrometheus> started =
                RealPrometheus.start(workspace.resolve("prometheus"), versions.adminPort(), ProxiedVersions.TOKEN.secret());
        if (started.isEmpty()) {
            System.out.println("Left out: canaries judged by a real Prometheus, since prometheus or openssl is not installed");
        }
        assumeTrue(started.isPresent());
        try (RealPrometheus prometheus = started.get(); ProxyLoad load = load()) {
            credentials.put("ca", new Credential("", prometheus.authority()));
            Map<String, Object> given = Map.of(
                    "metrics", prometheus.address().toString(), "metricsCredentialsId", "prometheus", "caCredentialsId", "ca",
                    "interval", "300ms",
                    "checks", List.of(
                            "errors not worse", "latency p50 <= 10s",
                            "lower promql(\"sum(rate(model_delivery_errors_total{$arm}[1s]))\") <= 1000"),
                    "atEnd", "promote", "maxDuration", "8s");

            CanaryReport good = run(given);
            assertThat(good.state().outcome()).as("%s", log).isEqualTo(Outcome.PROMOTED);
            assertThat(good.envelope().gates()).element(1).satisfies(gate -> {
                assertThat(gate.verdict()).as("how soon it is decided depends on the machine").isNotEqualTo(Verdict.FAIL);
                assertThat(gate.value()).isPositive().isLessThan(10);
            });
            assertThat(good.envelope().gates()).element(2).satisfies(gate -> assertThat(gate.value()).isEqualTo(0));

            Map<String, Object> intruder = new LinkedHashMap<>(given);
            intruder.put("metricsCredentialsId", "wrong");
            assertThatThrownBy(() -> run(intruder)).isInstanceOf(SurroundingsException.class).hasMessageContaining("HTTP 401");
        }
    }

    /** A Prometheus that many share: below a path, behind a door that asks for a token, with a certificate of its own. */
    @Test
    void aRealPrometheusBehindATokenDecides() throws Exception {
        Path folder = workspace.resolve("prometheus");
        Optional<RealPrometheus> started = RealPrometheus.start(folder, versions.adminPort(), ProxiedVersions.TOKEN.secret());
        assumeTrue(started.isPresent());
        Optional<BearerDoor> opened = BearerDoor.open(folder, started.get(), "t0ken");
        if (opened.isEmpty()) {
            System.out.println("Left out: canaries judged by a Prometheus behind a token, since nginx is not installed");
        }
        versions.canary.errorShare = 0.5;
        try (RealPrometheus prometheus = started.get(); BearerDoor door = opened.orElse(null); ProxyLoad load = load()) {
            assumeTrue(door != null);
            credentials.put("ca", new Credential("", prometheus.authority()));
            credentials.put("bearer", new Credential("", "t0ken"));
            credentials.put("guessed", new Credential("", "guessed"));
            Map<String, Object> given = Map.of(
                    "metrics", door.address().toString(), "metricsCredentialsId", "bearer", "caCredentialsId", "ca",
                    "interval", "300ms");
            assertThat(run(given).state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);

            Map<String, Object> intruder = new LinkedHashMap<>(given);
            intruder.put("metricsCredentialsId", "guessed");
            assertThatThrownBy(() -> run(intruder)).isInstanceOf(SurroundingsException.class).hasMessageContaining("HTTP 401");
            Map<String, Object> stranger = new LinkedHashMap<>(given);
            stranger.remove("caCredentialsId");
            assertThatThrownBy(() -> run(stranger)).isInstanceOf(SurroundingsException.class);
        }
    }

    @Test
    void aRealPrometheusShowsABadCanary() throws Exception {
        Optional<RealPrometheus> started =
                RealPrometheus.start(workspace.resolve("prometheus"), versions.adminPort(), ProxiedVersions.TOKEN.secret());
        if (started.isEmpty()) {
            System.out.println("Left out: canaries judged by a real Prometheus, since prometheus or openssl is not installed");
        }
        assumeTrue(started.isPresent());
        versions.canary.errorShare = 0.5;
        try (RealPrometheus prometheus = started.get(); ProxyLoad load = load()) {
            credentials.put("ca", new Credential("", prometheus.authority()));
            CanaryReport bad = run(Map.of(
                    "metrics", prometheus.address().toString(), "metricsCredentialsId", "prometheus", "caCredentialsId", "ca",
                    "interval", "300ms"));
            assertThat(bad.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(bad.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(load.answered.get()).isPositive();
        }
    }

    /** Below a path, as a cluster has it, and with the newest ten minutes held back from whoever does not ask for them. */
    @Test
    void aRealVictoriaMetricsDecides() throws Exception {
        Optional<RealVictoriaMetrics> started =
                RealVictoriaMetrics.start(workspace.resolve("victoria"), versions.adminPort(), ProxiedVersions.TOKEN.secret());
        assumeTrue(started.isPresent());
        try (RealVictoriaMetrics victoria = started.get(); ProxyLoad load = load()) {
            Map<String, Object> given = Map.of(
                    "metrics", victoria.address().toString(), "metricsCredentialsId", "prometheus", "interval", "300ms",
                    "checks", List.of("errors not worse", "latency p50 <= 10s"));
            versions.canary.errorShare = 0.5;
            assertThat(run(given).state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
            versions.canary.errorShare = 0;
            CanaryReport good = run(given);
            assertThat(good.state().outcome()).as("%s", log).isEqualTo(Outcome.PROMOTED);
            assertThat(good.verdict()).isEqualTo(Verdict.PASS);

            Map<String, Object> intruder = new LinkedHashMap<>(given);
            intruder.put("metricsCredentialsId", "wrong");
            assertThatThrownBy(() -> run(intruder)).isInstanceOf(SurroundingsException.class).hasMessageContaining("HTTP 401");
        }
    }

    /** Predictions, disagreement and labels come from the service that joins them. */
    @Test
    void aCanaryThatPredictsDifferentlyGoesBack() throws Exception {
        AtomicLong asked = new AtomicLong();
        try (JsonServer stats = new JsonServer(() -> arms(asked.incrementAndGet(), 0.9)); ProxyLoad load = load()) {
            CanaryReport report = run(Map.of(
                    "metrics", "json:" + stats.address() + "#$.{arm}", "checks", List.of("errors not worse", "psi(predictions) <= 0.2")));
            assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.state().reason()).startsWith("psi(predictions) <= 0.2: ");
        }
    }

    @Test
    void theSameDistributionIsPromoted() throws Exception {
        AtomicLong asked = new AtomicLong();
        try (JsonServer stats = new JsonServer(() -> arms(asked.incrementAndGet(), 0.5)); ProxyLoad load = load()) {
            CanaryReport report = run(Map.of(
                    "metrics", "json:" + stats.address() + "#$.{arm}",
                    "checks", List.of("errors not worse", "psi(predictions) <= 0.2", "disagreement <= 10%")));
            assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.PROMOTED);
            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        }
    }

    /** Labels come when the canary has long reached its last share. */
    @Test
    void aVerdictOfLateLabelsStillTakesItBack() throws Exception {
        AtomicLong asked = new AtomicLong();
        try (JsonServer stats = new JsonServer(() -> labelled(asked.incrementAndGet())); ProxyLoad load = load()) {
            CanaryReport report = run(Map.of(
                    "metrics", "json:" + stats.address() + "#$.{arm}", "steps", List.of(25, 50),
                    "checks", List.of("errors not worse", "accuracy not worse by 0.05")));
            assertThat(report.state().timeline().traffic()).as("%s", log).anyMatch(point -> point.canaryPercent() == 50);
            assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.state().reason()).startsWith("accuracy not worse by 0.05: ");
        }
    }

    private static String labelled(long looks) {
        long labels = looks < 15 ? 0 : 2000;
        String arm = "{\"requests\":%d,\"errors\":0,\"accuracy_sum\":%d,\"accuracy_count\":%d}";
        return "{\"stable\":" + arm.formatted(1000 * looks, Math.round(labels * 0.95), labels)
                + ",\"canary\":" + arm.formatted(1000 * looks, Math.round(labels * 0.6), labels) + "}";
    }

    /** Each look of the canary's side sees 1,000 requests more of each arm. */
    private static String arms(long looks, double canaryShare) {
        return "{\"stable\":" + arm(looks, 0.5) + ",\"canary\":" + arm(looks, canaryShare) + "}";
    }

    private static String arm(long looks, double share) {
        long all = 1000 * looks;
        return "{\"requests\":%d,\"errors\":0,\"predictions_le_0.5\":%d,\"predictions_le_+Inf\":%d,\"disagreement_sum\":%d,\"disagreement_count\":%d}"
                .formatted(all, Math.round(all * share), all, all / 100, all);
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", versions.traffic(),
                "steps", List.of(25, 100), "minRequests", 30, "interval", "100ms", "credentialsId", "proxy"));
        all.putAll(given);
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return (CanaryReport) new CanaryDeploy().run(all, bench);
        }
    }

    private ProxyLoad load() {
        return versions.load(4);
    }

    /** Answers every request with what a test says. */
    private static final class JsonServer implements AutoCloseable {
        private final HttpServer server;

        JsonServer(Supplier<String> answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, answer.get()));
            server.start();
        }

        private static void answer(HttpExchange exchange, String answer) throws IOException {
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/stats";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
