package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios against a real server: how many requests it gets, and when the step is content. */
class ScenariosTest {
    private static final byte[] ANSWER = ScriptedServer.ok("application/json", "{}");

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path workspace;

    private ScriptedServer quick() throws Exception {
        return new ScriptedServer((request, out) -> {
            requests.incrementAndGet();
            out.write(ANSWER);
        });
    }

    @Test
    void aTraceSendsWhatWasRecordedAndNothingElse() throws Exception {
        StringBuilder times = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            times.append(1000 + i / 250.0).append('\n');
        }
        Files.writeString(workspace.resolve("times.txt"), times);
        try (ScriptedServer server = quick()) {
            BenchmarkReport report = run(server, Map.of("scenario", "trace", "trace", "times.txt"));
            LoadPoint point = report.points().get(0);
            assertThat(point.successes()).isEqualTo(150);
            assertThat(requests).hasValue(150);
            assertThat(point.seconds()).isBetween(0.59, 5.0);
            assertThat(report.envelope().inputs()).extracting("path").containsExactly("times.txt");
        }
    }

    @Test
    void singleStreamHasOneRequestAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedServer.Script script = (request, out) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            ScriptedServer.delay(1);
            now.decrementAndGet();
            out.write(ANSWER);
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            BenchmarkReport report = run(server, Map.of("scenario", "single-stream", "seed", "42"));
            assertThat(report.points()).singleElement().satisfies(point -> assertThat(point.successes()).isPositive());
            assertThat(report.toMap()).containsEntry("seed", 42L);
            assertThat(most).hasValue(1);
        }
    }

    /** Two connections bear 20 a second of a server that takes 100 ms; what waits for them is charged and makes the point invalid. */
    @Test
    void aRateBeyondTheCapOfConnectionsIsMissedAndSaysSo() throws Exception {
        ScriptedServer.Script slow = (request, out) -> {
            ScriptedServer.delay(100);
            out.write(ANSWER);
        };
        try (ScriptedServer server = new ScriptedServer(slow)) {
            LoadPoint point = run(server, Map.of("scenario", "constant", "rate", "60", "concurrency", "2", "duration", "3s"))
                    .points()
                    .get(0);
            assertThat(point.invalid()).anyMatch(reason -> reason.contains("found all of the 2 connections busy or down"));
            assertThat(point.latency().get(50.0).value()).isGreaterThan(3 * point.service().get(50.0).value());
        }
    }

    @Test
    void offlineSendsWholePassesThroughItsConnections() throws Exception {
        Files.writeString(workspace.resolve("data.jsonl"), "1\n".repeat(300));
        try (ScriptedServer server = quick()) {
            LoadPoint point = run(server, Map.of("scenario", "offline", "data", "data.jsonl", "concurrency", "4"))
                    .points()
                    .get(0);
            assertThat(point.successes() % 300).isZero();
            assertThat(point.successes()).isPositive().isEqualTo(requests.get());
            assertThat(point.invalid()).noneMatch(reason -> reason.contains("rate"));
        }
    }

    @Test
    void aSearchEndsWithARateThatTheServerBears() throws Exception {
        Semaphore one = new Semaphore(1, true);
        ScriptedServer.Script twoMillisEach = (request, out) -> {
            one.acquire();
            ScriptedServer.delay(2);
            one.release();
            out.write(ANSWER);
        };
        try (ScriptedServer server = new ScriptedServer(twoMillisEach)) {
            Map<String, Object> search = Map.of(
                    "scenario", "search", "rate", "100..1000 step 100", "duration", "1500ms", "concurrency", "64",
                    "gates", List.of("p50 <= 200ms", "throughput >= 10/s"));
            BenchmarkReport report = run(server, search);
            for (int again = 0; again < 5 && report.verdict() != Verdict.PASS; again++) {
                // Even the lowest rate is not valid when the machine was busy elsewhere; the server bears it with ease.
                report = run(server, search);
            }
            assertThat(report.points()).hasSizeBetween(2, 6).extracting(LoadPoint::rate).isSorted().contains(100.0);
            // The server answers at most 500 a second; a machine that is disturbed may find less, never more.
            String operating = report.operatingPoint();
            assertThat(report.points()).filteredOn(point -> point.label().equals(operating)).singleElement()
                    .satisfies(found -> assertThat(found.rate()).isBetween(100.0, 500.0));
            assertThat(report.points()).filteredOn(point -> point.rate() > 600).noneMatch(LoadPoint::isValid);
            assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void aServerThatDoesNotBecomeSteadyIsNamed() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> out.write("HTTP/1.1 500 No\r\n\r\n".getBytes()))) {
            run(server, Map.of("warmup", "1s"));
            assertThat(log).anyMatch(line -> line.contains("not steady after 1 s"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scenario|trace|trace is missing",
                "trace|times.txt|trace means nothing for scenario 'closed'",
                "scenario|offline|data is missing",
                "scenario|search|needs a rate"
            })
    void whatDoesNotFitIsRefused(String parameter, String value, String cause) {
        assertThatThrownBy(() -> BenchmarkRequest.of(Map.of("url", "http://x/", parameter, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cause);
    }

    @Test
    void aSearchNeedsALimitToSearchFor() {
        Map<String, Object> arguments =
                Map.of("url", "http://x/", "scenario", "search", "rate", "1..9 step 1", "gates", List.of("throughput >= 1/s"));
        assertThatThrownBy(() -> BenchmarkRequest.of(arguments)).hasMessageContaining("a gate that limits something");
    }

    private BenchmarkReport run(ScriptedServer server, Map<String, Object> arguments) throws InterruptedException {
        return BenchmarkRun.against(server.port(), workspace, arguments, log);
    }
}
