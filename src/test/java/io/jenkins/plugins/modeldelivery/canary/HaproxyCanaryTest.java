package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.local.HaproxyRouter;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.RecordingFront;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Canaries behind a real HAProxy, steered over its runtime API. */
@Timeout(60)
class HaproxyCanaryTest {
    private static final int SHIFTS = 300;
    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");

    private final int front = freePort();
    private final int api = freePort();
    private final SmallServer stable;
    private final SmallServer canary;
    private Process haproxy;

    @TempDir
    private Path workspace;

    HaproxyCanaryTest() throws IOException {
        stable = new SmallServer("stable");
        canary = new SmallServer("canary");
    }

    @BeforeEach
    void start() throws Exception {
        if (!Files.isExecutable(HAPROXY)) {
            System.out.println("Left out: canaries behind a real HAProxy, since haproxy is not installed");
        }
        assumeTrue(Files.isExecutable(HAPROXY));
        Path configuration = Files.writeString(workspace.resolve("haproxy.cfg"), """
                global
                  stats socket ipv4@127.0.0.1:%d level admin
                  stats socket %s level admin
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
                  server canary 127.0.0.1:%d weight 0
                """.formatted(api, socket(), front, stable.address().getPort(), canary.address().getPort()));
        haproxy = new ProcessBuilder(HAPROXY.toString(), "-f", configuration.toString())
                .redirectErrorStream(true).redirectOutput(workspace.resolve("haproxy.log").toFile()).start();
        while (!answers()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (haproxy != null) {
            haproxy.destroyForcibly().waitFor();
        }
        stable.close();
        canary.close();
    }

    @Test
    void aGoodCanaryIsPromotedAndNoRequestIsLost() throws Exception {
        ProxyLoad load = load();
        CanaryReport report = run(Map.of());
        load.close();

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(router().read()).isEqualTo(new Route(canary.address().toString(), "", 0));
        assertThat(router().promote(canary.address().toString()).hasPromoted(canary.address().toString())).isTrue();
        assertThat(router().restore(stable.address().toString(), List.of()))
                .isEqualTo(new Route(stable.address().toString(), "", 0));
    }

    /** HAProxy's own mean of the time that each server takes is compared too. */
    @Test
    void aUnixSocketSteersAsWellAndNoRequestIsLost() throws Exception {
        ProxyLoad load = load();
        CanaryReport report = run(Map.of(
                "traffic", "haproxy:unix:" + socket() + "/fraud",
                "checks", List.of("errors not worse", "warn: lower metric(response_time) <= 5")));
        load.close();

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(report.envelope().gates()).element(1).extracting(GateResult::value).satisfies(
                seconds -> assertThat((double) seconds).isBetween(0.0, 5.0));
        assertThat(router().read()).isEqualTo(new Route(canary.address().toString(), "", 0));
    }

    @Test
    void hundredsOfShiftsLoseNoRequest() throws Exception {
        HaproxyRouter router = new HaproxyRouter("unix:" + socket() + "/fraud", Destinations.unrestricted());
        ProxyLoad load = load();
        for (int shift = 1; shift <= SHIFTS; shift++) {
            int share = shift * 7 % 101;
            assertThat(router.shift(share).canaryPercent()).isEqualTo(share);
        }
        load.close();
        System.out.println("HAProxy: " + SHIFTS + " shifts under load, " + load.sent.get() + " requests, "
                + (load.sent.get() - load.good.get()) + " lost");
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(Math.min(stable.answered.get(), canary.answered.get())).isPositive();
    }

    @Test
    void aSocketThatNobodyAllowedIsNotTouchedOnAController() {
        String place = "unix:" + socket() + "/fraud";
        assertThatThrownBy(() -> new HaproxyRouter(place, new Destinations(List.of("*"), true)).read())
                .hasMessageContaining("ask the administrator to add unix:" + socket());
        assertThatCode(() -> new HaproxyRouter(place, new Destinations(List.of("unix:" + socket()), true)).read())
                .doesNotThrowAnyException();
    }

    @Test
    void aBadCanaryIsRolledBack() throws Exception {
        canary.errorShare = 0.5;
        ProxyLoad load = load();
        CanaryReport report = run(Map.of());
        load.close();

        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(load.answered.get()).isEqualTo(load.sent.get());
        assertThat(router().read().canaryPercent()).isZero();
    }

    @Test
    void aDryRunOnlyLooks() throws Exception {
        try (RecordingFront front = new RecordingFront(api)) {
            String traffic = "haproxy:127.0.0.1:" + front.port() + "/fraud";
            assertThat(run(Map.of("traffic", traffic, "dryRun", true)).verdict()).isEqualTo(Verdict.PASS);
            assertThat(front.commands()).contains("show servers state fraud", "show stat fraud 4 -1")
                    .allMatch(asked -> asked.startsWith("show "));

            canary.errorShare = 0.5;
            try (ProxyLoad load = load()) {
                run(Map.of("traffic", traffic));
            }
            assertThat(front.commands()).as("a release is seen to write").contains("set weight fraud/canary 10");
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        assertThatThrownBy(() -> new HaproxyRouter("127.0.0.1:" + api + "/nobody", Destinations.unrestricted()).read())
                .hasMessageContaining("has no servers named stable and canary");
        haproxy.destroyForcibly();
        assertThatThrownBy(() -> {
            haproxy.waitFor();
            router().read();
        }).isInstanceOf(SurroundingsException.class).hasMessageContaining("does not answer");
    }

    private Path socket() {
        return workspace.resolve("Admin.sock");
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", "haproxy:127.0.0.1:" + api + "/fraud", "steps", List.of(10, 50, 100),
                "minRequests", 30, "interval", "100ms"));
        arguments.putAll(given);
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return (CanaryReport) new CanaryDeploy().run(arguments, bench);
        }
    }

    private HaproxyRouter router() {
        return new HaproxyRouter("127.0.0.1:" + api + "/fraud", Destinations.unrestricted());
    }

    private boolean answers() throws Exception {
        try {
            return router().read().hasStable();
        } catch (SurroundingsException e) {
            assertThat(haproxy.isAlive()).as(Files.readString(workspace.resolve("haproxy.log"))).isTrue();
            return false;
        }
    }

    private ProxyLoad load() {
        return new ProxyLoad(URI.create("http://127.0.0.1:" + front + "/predict"), 4);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
