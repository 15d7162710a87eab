package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.release.local.RecordingFront;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers behind the real proxy under load. */
@Timeout(60)
class CanaryDeployTest {
    private final List<String> log = new CopyOnWriteArrayList<>();
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
    void aGoodCanaryIsPromotedAndNoRequestIsLost() throws Exception {
        ProxyLoad load = load();
        CanaryReport report = run(Map.of("image", "registry/fraud:v1.4"));
        load.close();

        assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
        assertThat(report.state().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(new CanaryPresentation().badge(report.toMap())).isEqualTo("v1.4 live");
        assertThat(page(report)).contains("<svg").contains("errors not worse").contains("The router confirms 25 %");
        assertThat(ledger().live()).get().extracting(Release::endpoint).isEqualTo(versions.canary.address().toString());
        long before = versions.canary.answered.get();
        try (ProxyLoad after = load()) {
            awaitAnswers(after, 20);
        }
        assertThat(versions.canary.answered.get()).isGreaterThanOrEqualTo(before + 20);
    }

    @Test
    void aBadCanaryIsRolledBackAndEveryRequestGetsAnAnswer() throws Exception {
        versions.canary.errorShare = 0.5;
        ProxyLoad load = load();
        CanaryReport report = run(Map.of());
        load.close();

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString()
                .startsWith("Rolled back: errors not worse: ").contains("the canary is worse");
        assertThat(load.answered.get()).isEqualTo(load.sent.get());
        assertThat(new CanaryPresentation().badge(report.toMap())).isEqualTo("rolled back");
        assertThat(ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.ROLLED_BACK);
        long before = versions.canary.answered.get();
        try (ProxyLoad after = load()) {
            awaitAnswers(after, 50);
        }
        assertThat(versions.canary.answered.get()).isEqualTo(before);
    }

    @Test
    void theLatencyOfBothArmsIsComparedFromTheProxysBuckets() throws Exception {
        ProxyLoad load = load();
        CanaryReport report = run(Map.of("checks", List.of("errors not worse", "warn: latency p50 not worse by 10%")));
        load.close();

        assertThat(report.state().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(report.envelope().gates()).element(1).satisfies(gate -> {
            assertThat(gate.verdict().isGood()).isTrue();
            assertThat(gate.reason()).contains("canary requests").contains("stable");
        });
    }

    @Test
    void anAbortTakesTheTrafficBack() throws Exception {
        Thread[] runner = new Thread[1];
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        runner[0] = new Thread(() -> {
            try {
                run(Map.of("minRequests", 1_000_000));
                ended.complete(null);
            } catch (Throwable thrown) {
                ended.complete(thrown);
            }
        });
        runner[0].start();
        while (log.stream().noneMatch(line -> line.contains("The router confirms"))) {
            Thread.yield();
        }
        runner[0].interrupt();

        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(log).last().asString().contains("Rolled back: the build was aborted.");
        assertThat(ledger().releases()).extracting(Release::outcome).containsExactly(Release.Outcome.FOUND, Release.Outcome.ROLLED_BACK);
    }

    @Test
    void theDigestThatRunsAlreadyIsNothingToDo() throws Exception {
        String image = "registry/fraud@sha256:" + "ab".repeat(32);
        try (ProxyLoad load = load()) {
            run(Map.of("image", image));
        }
        CanaryReport again = run(Map.of("image", image));

        assertThat(again.state().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(again.verdict()).isEqualTo(Verdict.PASS);
        assertThat(ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.PROMOTED);
    }

    @Test
    void whatWasRolledBackIsRefusedUnlessItIsForced() throws Exception {
        String image = "registry/fraud:v1.4@sha256:" + "ab".repeat(32);
        Instant then = Instant.parse("2026-01-02T03:04:05Z");
        ledger().append(new Release(
                "watch-1", image, versions.canary.address().toString(), "fraud #7", "", List.of(),
                Release.Outcome.WITHDRAWN, Verdict.FAIL, "HighErrorRate fires.", then, then));

        assertThatThrownBy(() -> run(Map.of("image", image)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("canaryDeploy: image '" + image + "' was rolled back at 2026-01-02T03:04:05Z by fraud #7: "
                        + "HighErrorRate fires; release another image, or set force");
        assertThat(ledger().releases()).hasSize(1);

        try (ProxyLoad load = load()) {
            assertThat(run(Map.of("image", image, "force", true)).state().outcome()).isEqualTo(Outcome.PROMOTED);
        }
        assertThat(run(Map.of("image", image)).state().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void aDryRunTouchesNothing() throws Exception {
        try (RecordingFront front = new RecordingFront(versions.adminPort())) {
            Map<String, Object> given = new LinkedHashMap<>(Map.of("traffic", "local:http://127.0.0.1:" + front.port()));
            given.put("dryRun", true);
            CanaryReport report = run(given);

            assertThat(report.verdict()).isEqualTo(Verdict.PASS);
            assertThat(log).anySatisfy(line -> assertThat(line).contains("nothing was touched"));
            assertThat(ledger().releases()).isEmpty();
            assertThat(page(report)).contains("nothing was touched");
            assertThat(front.requests()).contains("GET /weights", "GET /metrics").allMatch(asked -> asked.startsWith("GET "));

            given.remove("dryRun");
            versions.canary.errorShare = 0.5;
            try (ProxyLoad load = load()) {
                run(given);
            }
            assertThat(front.requests()).as("a release is seen to write").contains("PUT /weights");
        }
    }

    @Test
    void aProxyThatIsNotThereIsTheSurroundingsFault() {
        versions.proxy.close();
        assertThatThrownBy(() -> run(Map.of())).isInstanceOf(SurroundingsException.class).hasMessageContaining("refused");
    }

    /** Every second tick dies after its state was saved and before anything was done. */
    @Test
    void aCanaryThatIsKilledBetweenSavingAndDoingGoesOnAndIsRecordedOnce() throws Exception {
        ProxyLoad load = load();
        Map<String, Object> arguments = arguments(Map.of());
        try (LocalWorkbench bench = bench()) {
            String state = new CanaryDeploy().begin(arguments, bench);
            boolean ended = false;
            for (int number = 0; !ended; number++) {
                List<String> saved = new ArrayList<>();
                boolean dies = number % 2 == 1;
                try {
                    ended = new CanaryDeploy().tick(arguments, state, List.of(), bench, kept -> {
                        saved.add(kept);
                        if (dies) {
                            throw new IllegalStateException("killed");
                        }
                    }).ended();
                } catch (IllegalStateException killed) {
                    assertThat(killed).hasMessage("killed");
                }
                state = saved.isEmpty() ? state : saved.get(0);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            load.close();
            new CanaryDeploy().tick(arguments, state, List.of(), bench, kept -> {});
            assertThat(new CanaryDeploy().report(arguments, state, bench).state().outcome()).isEqualTo(Outcome.PROMOTED);
        }
        assertThat(ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.PROMOTED);
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        try (LocalWorkbench bench = bench()) {
            return (CanaryReport) new CanaryDeploy().run(arguments(given), bench);
        }
    }

    private LocalWorkbench bench() {
        Map<String, Credential> credentials = Map.of("proxy", ProxiedVersions.TOKEN);
        return new LocalWorkbench(workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add);
    }

    private Map<String, Object> arguments(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("workload", "local/fraud");
        all.put("traffic", versions.traffic());
        all.put("steps", List.of(10, 25, 100));
        all.put("minRequests", 30);
        all.put("interval", "100ms");
        all.put("credentialsId", "proxy");
        all.putAll(given);
        return all;
    }

    private ProxyLoad load() {
        return versions.load(4);
    }

    private static void awaitAnswers(ProxyLoad load, int count) {
        while (load.answered.get() < count) {
            Thread.yield();
        }
    }

    private Ledger ledger() {
        return Place.local(Workload.parse("local/fraud")).ledger(workspace.resolve("model-delivery"));
    }

    private static String page(CanaryReport report) {
        Map<String, Object> read = ReportJson.read(ReportJson.write(report.toMap()), "test");
        return HtmlWriter.page(new CanaryPresentation().document(read));
    }
}
