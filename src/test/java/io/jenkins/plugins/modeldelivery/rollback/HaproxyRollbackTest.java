package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.Program;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real HAProxy sends its traffic to goes back as well. */
@Timeout(60)
class HaproxyRollbackTest {
    private final int front = freePort();
    private final int api = freePort();

    @TempDir
    private Path workspace;

    HaproxyRollbackTest() throws IOException {}

    @Test
    void anAlertBringsTheFormerAddressBack() throws Exception {
        Optional<Path> program = Program.find("haproxy", "haproxy");
        assumeTrue(program.isPresent());
        Path store = workspace.resolve("model-delivery");
        released(store, 9001, 9002);
        AlertInbox.of(store).append(List.of(new Alert(
                "f", true, Map.of("alertname", "HighErrorRate", "model", "fraud"), Map.of(), Instant.now(), null)), Instant.now());
        Process haproxy = start(program.get(), 9002);
        try {
            assertThat(run(Map.of("alerts", List.of("model=\"fraud\"")))).containsEntry("outcome", "ROLLED_BACK");
            assertThat(router().read().stable()).isEqualTo("http://127.0.0.1:9001");
        } finally {
            haproxy.destroy();
            haproxy.waitFor();
        }
    }

    /** Nobody but HAProxy itself tells that the version fails. */
    @Test
    void aRuleIsJudgedByWhatHaproxyCounts() throws Exception {
        Optional<Path> program = Program.find("haproxy", "haproxy");
        assumeTrue(program.isPresent());
        try (SmallServer former = new SmallServer("former"); SmallServer current = new SmallServer("current")) {
            current.errorShare = 0.5;
            released(workspace.resolve("model-delivery"), former.address().getPort(), current.address().getPort());
            Process haproxy = start(program.get(), current.address().getPort());
            try (ProxyLoad load = new ProxyLoad(URI.create("http://127.0.0.1:" + front + "/predict"), 2)) {
                assertThat(run(Map.of("rules", List.of("error_rate > 10% for 300ms")))).containsEntry("outcome", "ROLLED_BACK");
                assertThat(router().read().stable()).isEqualTo(former.address().toString());
                assertThat(load.answered.get()).isPositive();
            } finally {
                haproxy.destroy();
                haproxy.waitFor();
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

    private Map<String, Object> run(Map<String, Object> trouble) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "workload", "local/fraud", "traffic", "haproxy:127.0.0.1:" + api + "/fraud", "interval", "100ms", "watch", "1h"));
        arguments.putAll(trouble);
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return new RollbackOnAlert().run(arguments, bench).toMap();
        }
    }

    private Process start(Path program, int stable) throws Exception {
        Path configuration = Files.writeString(workspace.resolve("haproxy.cfg"), """
                global
                  stats socket ipv4@127.0.0.1:%d level admin
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 10s
                  timeout server 10s
                frontend front
                  bind 127.0.0.1:%d
                  default_backend fraud
                backend fraud
                  balance roundrobin
                  server stable 127.0.0.1:%d weight 100
                  server canary 127.0.0.1:9003 weight 0
                """.formatted(api, front, stable));
        Process haproxy = new ProcessBuilder(program.toString(), "-f", configuration.toString(), "-db")
                .redirectErrorStream(true).redirectOutput(workspace.resolve("haproxy.log").toFile()).start();
        while (!answers()) {
            assertThat(haproxy.isAlive()).as(() -> workspace.resolve("haproxy.log").toString()).isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return haproxy;
    }

    private boolean answers() throws InterruptedException {
        try {
            return router().read().hasStable();
        } catch (SurroundingsException e) {
            return false;
        }
    }

    private HaproxyRouter router() {
        return new HaproxyRouter("127.0.0.1:" + api + "/fraud", new Destinations(List.of(), false));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
