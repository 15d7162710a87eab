package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuBenchmarkTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final CountDownLatch requested = new CountDownLatch(1);
    private final List<String> log = new ArrayList<>();
    private HttpServer server;
    private volatile String answer = "{\"outputs\":[]}";
    private volatile int status = 200;
    private volatile boolean silent;
    private volatile long pauseMillis;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            requested.countDown();
            exchange.getRequestBody().readAllBytes();
            if (silent) {
                return;
            }
            LockSupport.parkNanos(pauseMillis * 1_000_000);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Files.writeString(workspace.resolve("requests.jsonl"), "{\"inputs\":[]}\n\n{\"inputs\":[1]}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void aServerThatKeepsItsPromisesPasses() throws Exception {
        BenchmarkReport report = run(Map.of(
                "protocol", "v2",
                "model", "digits",
                "data", "requests.jsonl",
                "scenario", "closed",
                "duration", "2s",
                "concurrency", "8,16",
                "warmup", "1s",
                "gates", List.of("p90 <= 5s", "throughput >= 10/s", "error_rate <= 5%")));
        assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
        assertThat(report.points()).extracting("label").containsExactly("concurrency 8", "concurrency 16");
        assertThat(report.operatingPoint()).startsWith("concurrency ");
        assertThat(report.envelope().inputs()).singleElement().satisfies(input -> assertThat(input.count()).isEqualTo(2));
        String page = HtmlWriter.page(new BenchmarkPresentation().document(ReportJson.read(ReportJson.write(report.toMap()), "test")));
        assertThat(page).contains("concurrency 16").contains("<svg");
        assertThat(new BenchmarkPresentation().files(report.toMap()))
                .containsOnlyKeys("points.csv", "latency.hlog", "junit.xml")
                .allSatisfy((name, content) -> assertThat(content).isNotBlank());
        assertThat(new BenchmarkPresentation().badge(report.toMap())).startsWith("p99 ").contains(" @ ");
    }

    @Test
    void aWrongAnswerIsAnErrorEvenWithStatus200() throws Exception {
        answer = "{\"error\":\"no such model\"}";
        BenchmarkReport report = run(Map.of(
                "protocol", "v2", "model", "digits", "data", "requests.jsonl", "gates", List.of("p99 <= 1s")));
        assertThat(report.points().get(0).failures()).containsOnlyKeys("CONTENT");
        assertThat(report.points().get(0).isValid()).isFalse();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anInvalidPointPassesNoGate() throws Exception {
        status = 503;
        BenchmarkReport report =
                run(Map.of("gates", List.of("error_rate <= 100%", "throughput >= 0/s")));
        assertThat(report.envelope().gates()).extracting("verdict").containsOnly(Verdict.INCONCLUSIVE);
        assertThat(report.points().get(0).failures()).containsOnlyKeys("STATUS");
    }

    @Test
    void comparesWithAnEarlierReportPointByPoint() throws Exception {
        // Four workers and a pause: 100 a second, whatever the machine does meanwhile short of standing still.
        pauseMillis = 40;
        Map<String, Object> arguments = Map.of("scenario", "closed", "concurrency", "8", "duration", "4s");
        Files.writeString(workspace.resolve("baseline.json"), ReportJson.write(run(arguments).toMap()));
        Map<String, Object> compared = new LinkedHashMap<>(arguments);
        compared.put("baseline", "baseline.json");
        compared.put("minRequests", 100);
        compared.put("gates", List.of("throughput not worse by 30%", "p50 not worse by 30%", "throughput drop <= 30%"));
        BenchmarkReport report = run(compared);
        assertThat(report.envelope().gates()).as("%s", report.envelope().reasons()).extracting("verdict").containsOnly(Verdict.PASS);
        pauseMillis = 80;
        BenchmarkReport slower = run(compared);
        assertThat(slower.envelope().gates()).as("%s", slower.envelope().reasons()).extracting("verdict").containsOnly(Verdict.FAIL);
    }

    @Test
    void aServerThatIsNotThereIsReportedAsSuch() throws Exception {
        server.stop(0);
        BenchmarkReport report = run(Map.of());
        assertThat(report.points().get(0).failures()).containsOnlyKeys("CONNECT");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aCancelledBenchmarkStopsThoughTheServerNeverAnswers() throws Exception {
        silent = true;
        Thread[] runner = new Thread[1];
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        runner[0] = new Thread(() -> {
            try {
                run(Map.of("duration", "1h", "requestTimeout", "1h"));
                ended.complete(null);
            } catch (Throwable thrown) {
                ended.complete(thrown);
            }
        });
        runner[0].start();
        requested.await();
        runner[0].interrupt();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url|ftp://x|is not a web address",
                "url|http://user:secret@x/|carries a user or password",
                "scenario|server|needs a rate",
                "rate|100|rate means nothing for scenario 'closed'",
                "concurrency|0|is not a range of numbers",
                "concurrency|1.5|must be whole numbers",
                "protocol|v2|model is missing",
                "data|absent.jsonl|is not a file",
                "headers|X-A b|is not a header",
                "gates|latency <= 1s|needs a percentile",
                "duration|soon|is not a duration"
            })
    void badInputIsRefusedInOneLine(String parameter, String value, String cause) {
        assertThatThrownBy(() -> run(Map.of(parameter, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n");
    }

    private BenchmarkReport run(Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        all.put("duration", "1s");
        all.put("warmup", "0s");
        all.putAll(arguments);
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), log::add)) {
            return (BenchmarkReport) new GpuBenchmark().run(all, bench);
        }
    }
}
