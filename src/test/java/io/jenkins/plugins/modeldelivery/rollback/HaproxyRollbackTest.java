package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.RealHaproxy;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real HAProxy sends its traffic to goes back as well. */
@Timeout(60)
class HaproxyRollbackTest {
    @TempDir
    private Path workspace;

    @Test
    void anAlertBringsTheFormerAddressBack() throws Exception {
        Optional<RealHaproxy> started = RealHaproxy.start(workspace, 9002, 9003);
        assumeTrue(started.isPresent());
        Path store = workspace.resolve("model-delivery");
        released(store, 9001, 9002);
        AlertInbox.of(store).append(List.of(new Alert(
                "f", true, Map.of("alertname", "HighErrorRate", "model", "fraud"), Map.of(), Instant.now(), null)), Instant.now());
        try (RealHaproxy haproxy = started.get()) {
            assertThat(run(haproxy, Map.of("alerts", List.of("model=\"fraud\"")))).containsEntry("outcome", "ROLLED_BACK");
            assertThat(haproxy.router().read().stable()).isEqualTo("http://127.0.0.1:9001");
        }
    }

    /** Nobody but HAProxy itself tells that the version fails. */
    @Test
    void aRuleIsJudgedByWhatHaproxyCounts() throws Exception {
        try (SmallServer former = new SmallServer("former"); SmallServer current = new SmallServer("current")) {
            Optional<RealHaproxy> started = RealHaproxy.start(workspace, current.address().getPort(), 9003);
            assumeTrue(started.isPresent());
            current.errorShare = 0.5;
            released(workspace.resolve("model-delivery"), former.address().getPort(), current.address().getPort());
            try (RealHaproxy haproxy = started.get(); ProxyLoad load = haproxy.load(2)) {
                assertThat(run(haproxy, Map.of("rules", List.of("error_rate > 10% for 300ms")))).containsEntry("outcome", "ROLLED_BACK");
                assertThat(haproxy.router().read().stable()).isEqualTo(former.address().toString());
                assertThat(load.answered.get()).isPositive();
            }
        }
    }

    private static void released(Path store, int... ports) {
        Instant released = Instant.now();
        Ledger ledger = Place.local(Workload.parse("local/fraud")).ledger(store);
        for (int port : ports) {
            ledger.append(new Release(
                    "v" + port, "registry/fraud:" + port, "http://127.0.0.1:" + port, "", "", List.of(), Release.Outcome.PROMOTED,
                    Verdict.PASS, "", released, released));
        }
    }

    @Test
    void whatOnlyALocalProxyHasIsRefused() {
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("trafficCredentialsId", "proxy", "alerts", List.of("a=b")),
                Map.of("alerts", List.of("a=b"), "traffic", "haproxy:nowhere"))) {
            Map<String, Object> all = new HashMap<>(Map.of("workload", "local/fraud", "traffic", "haproxy:127.0.0.1:9999/fraud"));
            all.putAll(more);
            assertThatThrownBy(() -> RollbackRequest.of(all)).isInstanceOf(InvalidInputException.class).hasMessageNotContaining("\n");
        }
    }

    private Map<String, Object> run(RealHaproxy haproxy, Map<String, Object> trouble) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "workload", "local/fraud", "traffic", haproxy.traffic(), "interval", "100ms", "watch", "1h"));
        arguments.putAll(trouble);
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return new RollbackOnAlert().run(arguments, bench).toMap();
        }
    }
}
