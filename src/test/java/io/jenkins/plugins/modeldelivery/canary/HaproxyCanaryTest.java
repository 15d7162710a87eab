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
import io.jenkins.plugins.modeldelivery.release.local.RealHaproxy;
import io.jenkins.plugins.modeldelivery.release.local.RecordingFront;
import io.jenkins.plugins.modeldelivery.release.local.SmallServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Canaries behind a real HAProxy, steered over its runtime API. */
@Timeout(60)
class HaproxyCanaryTest {
    private static final int SHIFTS = 300;

    private final SmallServer stable;
    private final SmallServer canary;
    private RealHaproxy haproxy;

    @TempDir
    private Path workspace;

    HaproxyCanaryTest() throws IOException {
        stable = new SmallServer("stable");
        canary = new SmallServer("canary");
    }

    @BeforeEach
    void start() throws Exception {
        Optional<RealHaproxy> started = RealHaproxy.start(workspace, stable.address().getPort(), canary.address().getPort());
        assumeTrue(started.isPresent());
        haproxy = started.get();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (haproxy != null) {
            haproxy.close();
        }
        stable.close();
        canary.close();
    }

    @Test
    void aGoodCanaryIsPromotedAndNoRequestIsLost() throws Exception {
        ProxyLoad load = haproxy.load(4);
        CanaryReport report = run(Map.of());
        load.close();

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(haproxy.router().read()).isEqualTo(new Route(canary.address().toString(), "", 0));
        assertThat(haproxy.router().promote(canary.address().toString()).hasPromoted(canary.address().toString())).isTrue();
        assertThat(haproxy.router().restore(stable.address().toString(), List.of()))
                .isEqualTo(new Route(stable.address().toString(), "", 0));
    }

    /** HAProxy's own mean of the time that each server takes is compared too. */
    @Test
    void aUnixSocketSteersAsWellAndNoRequestIsLost() throws Exception {
        ProxyLoad load = haproxy.load(4);
        CanaryReport report = run(Map.of(
                "traffic", "haproxy:unix:" + haproxy.socket() + "/fraud",
                "checks", List.of("errors not worse", "warn: lower metric(response_time) <= 5")));
        load.close();

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(report.envelope().gates()).element(1).extracting(GateResult::value).satisfies(
                seconds -> assertThat((double) seconds).isBetween(0.0, 5.0));
        assertThat(haproxy.router().read()).isEqualTo(new Route(canary.address().toString(), "", 0));
    }

    @Test
    void hundredsOfShiftsLoseNoRequest() throws Exception {
        HaproxyRouter router = new HaproxyRouter("unix:" + haproxy.socket() + "/fraud", Destinations.unrestricted());
        ProxyLoad load = haproxy.load(4);
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
        String place = "unix:" + haproxy.socket() + "/fraud";
        assertThatThrownBy(() -> new HaproxyRouter(place, new Destinations(List.of("*"), true)).read())
                .hasMessageContaining("ask the administrator to add unix:" + haproxy.socket());
        assertThatCode(() -> new HaproxyRouter(place, new Destinations(List.of("unix:" + haproxy.socket()), true)).read())
                .doesNotThrowAnyException();
    }

    @Test
    void aBadCanaryIsRolledBack() throws Exception {
        canary.errorShare = 0.5;
        ProxyLoad load = haproxy.load(4);
        CanaryReport report = run(Map.of());
        load.close();

        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(load.answered.get()).isEqualTo(load.sent.get());
        assertThat(haproxy.router().read().canaryPercent()).isZero();
    }

    @Test
    void aDryRunOnlyLooks() throws Exception {
        try (RecordingFront front = new RecordingFront(haproxy.api())) {
            String traffic = "haproxy:127.0.0.1:" + front.port() + "/fraud";
            assertThat(run(Map.of("traffic", traffic, "dryRun", true)).verdict()).isEqualTo(Verdict.PASS);
            assertThat(front.commands()).contains("show servers state fraud", "show stat fraud 4 -1")
                    .allMatch(asked -> asked.startsWith("show "));

            canary.errorShare = 0.5;
            try (ProxyLoad load = haproxy.load(4)) {
                run(Map.of("traffic", traffic));
            }
            assertThat(front.commands()).as("a release is seen to write").contains("set weight fraud/canary 10");
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        assertThatThrownBy(() -> new HaproxyRouter("127.0.0.1:" + haproxy.api() + "/nobody", Destinations.unrestricted()).read())
                .hasMessageContaining("has no servers named stable and canary");
        assertThatThrownBy(() -> {
            haproxy.close();
            haproxy.router().read();
        }).isInstanceOf(SurroundingsException.class).hasMessageContaining("does not answer");
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "workload", "local/fraud", "traffic", haproxy.traffic(), "steps", List.of(10, 50, 100),
                "minRequests", 30, "interval", "100ms"));
        arguments.putAll(given);
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return (CanaryReport) new CanaryDeploy().run(arguments, bench);
        }
    }
}
