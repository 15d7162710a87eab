package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.Backends;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import io.jenkins.plugins.modeldelivery.release.local.WeightedProxy;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two versions behind the real proxy: production complains about the newer, and the older is back. */
@Timeout(60)
class RollbackOnAlertTest {
    private static final String TOKEN = "a token of the test";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Instant released = Instant.now();
    private SmallServer former;
    private SmallServer current;
    private WeightedProxy proxy;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws Exception {
        former = new SmallServer("former");
        current = new SmallServer("current");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        proxy = WeightedProxy.start(any, any, new Backends(current.address(), null), TOKEN);
        ledger().append(release("v1", former));
        ledger().append(release("v2", current));
    }

    @AfterEach
    void stop() {
        proxy.close();
        former.close();
        current.close();
    }

    @Test
    void aDeliveredAlertBringsTheFormerVersionBackAndNoRequestIsLost() throws Exception {
        ProxyLoad load = new ProxyLoad(URI.create("http://127.0.0.1:" + proxy.listenAddress().getPort() + "/predict"), 4);
        CompletableFuture<Report> watch = watch(Map.of("alerts", List.of("model=\"fraud\""), "watch", "1h"));
        while (log.isEmpty()) {
            Thread.onSpinWait();
        }
        AlertInbox.of(workspace.resolve("model-delivery")).append(List.of(new Alert(
                "f", true, Map.of("alertname", "HighErrorRate", "model", "fraud"), Map.of(), Instant.now(), null)));
        Report report = watch.get(30, TimeUnit.SECONDS);
        load.close();

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.toMap()).containsEntry("outcome", "ROLLED_BACK").containsEntry("cause", "HighErrorRate");
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v1");
        assertThat(ledger().releases()).hasSize(3);
        assertThat(HtmlWriter.fragment(new RollbackPresentation().document(report.toMap())))
                .contains("HighErrorRate", "registry/fraud:v1", "registry/fraud:v2");
        assertThat(log).anyMatch(line -> line.startsWith("Back to registry/fraud:v1"));
    }

    @Test
    void aRuleNeedsNoAlertmanager() throws Exception {
        current.errorShare = 0.5;
        try (ProxyLoad load = new ProxyLoad(URI.create("http://127.0.0.1:" + proxy.listenAddress().getPort() + "/p"), 4)) {
            Report report = watch(Map.of("rules", List.of("error_rate > 10% for 300ms"), "watch", "1h"))
                    .get(30, TimeUnit.SECONDS);
            assertThat(report.toMap()).containsEntry("outcome", "ROLLED_BACK");
        }
    }

    @Test
    void aQuietWatchIsCleanAndTouchesNothing() throws Exception {
        Report report = watch(Map.of("alerts", List.of("model=\"fraud\""), "watch", "500ms")).get(30, TimeUnit.SECONDS);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(ledger().live()).get().extracting(Release::image).isEqualTo("registry/fraud:v2");
    }

    @Test
    void whatWasNeverReleasedCannotBeWatched() {
        assertThatThrownBy(() -> run(Map.of("workload", "local/other", "alerts", List.of("a=b"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no release on record");
    }

    @Test
    void badInputIsOneLine() {
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("alerts", List.of("model fraud")),
                Map.of("rules", List.of("error_rate")),
                Map.of("rules", List.of("promql(\"up\") < 1")),
                Map.of("alerts", List.of("a=b"), "alertmanager", "http://user:secret@host"),
                Map.of("alerts", List.of("a=b"), "retrain", "job"),
                Map.of("alerts", List.of("a=b"), "watch", "soon"))) {
            assertThatThrownBy(() -> run(bad))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    private CompletableFuture<Report> watch(Map<String, Object> given) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run(given);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Report run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of(
                "workload", "local/fraud",
                "traffic", "local:http://127.0.0.1:" + proxy.adminAddress().getPort(),
                "trafficCredentialsId", "proxy",
                "interval", "100ms"));
        all.putAll(given);
        Map<String, Credential> credentials = Map.of("proxy", new Credential("", TOKEN));
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return new RollbackOnAlert().run(all, bench);
        }
    }

    private Release release(String version, SmallServer server) {
        return new Release(
                version, "registry/fraud:" + version, server.address().toString(), "", "", List.of(), Release.Outcome.PROMOTED,
                Verdict.PASS, "",
                released, released);
    }

    private Ledger ledger() {
        return Ledger.ofLocal(workspace.resolve("model-delivery"), Workload.parse("local/fraud"));
    }
}
