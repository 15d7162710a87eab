package io.jenkins.plugins.modeldelivery.benchmark.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkPresentation;
import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkReport;
import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that counts its own requests, on pages like those of Triton and of dcgm-exporter. */
class TelemetryTest {
    private static final double WATTS = 300;
    private static final int TOKENS = 9;

    private final AtomicLong requests = new AtomicLong();
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final List<String> log = new ArrayList<>();
    private final long start = System.nanoTime();
    private HttpServer server;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        answer("/", () -> {
            // Long enough for the load generator to idle, so that a busy machine makes no point invalid.
            LockSupport.parkNanos(10_000_000);
            return "{\"n\":" + requests.incrementAndGet() + "}";
        });
        answer("/metrics", this::triton);
        answer("/dcgm", () -> "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION{gpu=\"0\",UUID=\"GPU-1\",modelName=\"H100\"} "
                + Math.round(joules() * 1000) + "\nDCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-1\"} " + WATTS + "\n");
        answer("/v1/chat/completions", () -> {
            LockSupport.parkNanos(10_000_000);
            return "data: {\"choices\":[{\"delta\":{\"content\":\"one two\"}}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":{\"completion_tokens\":" + TOKENS + "}}\n\ndata: [DONE]\n\n";
        });
        answer("/none", () -> "up 1\n");
        answer("/broken", () -> "<html>");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void energyComesFromTheCounterAndTheServersViewStandsBeside() throws Exception {
        BenchmarkReport report = run(Map.of(
                "gpu", "dcgm",
                "gpuMetrics", url("/dcgm"),
                "serverMetrics", url("/metrics"),
                "concurrency", "8",
                "duration", "3s",
                "gates", List.of("energy_per_request <= 100 J", "gpu_power <= 301 W")));
        assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
        assertThat(report.idlePower()).isEqualTo(WATTS);
        var point = report.points().get(0);
        assertThat(point.gpus()).singleElement().satisfies(gpu -> {
            assertThat(gpu.energyMethod()).isEqualTo("counter");
            assertThat(gpu.energy().value()).isCloseTo(WATTS * 3, within(WATTS));
        });
        assertThat(point.energyPerRequest().value()).isCloseTo(WATTS * 3 / point.successes(), within(WATTS / point.successes()));
        assertThat(point.server().orElseThrow().models()).singleElement().satisfies(model -> {
            assertThat(model.requests()).isEqualTo(point.successes());
            assertThat(model.batchSize()).isCloseTo(2, within(0.1));
            assertThat(model.queue()).isCloseTo(0.003, within(1e-9));
        });
        String page = HtmlWriter.page(
                new BenchmarkPresentation().document(ReportJson.read(ReportJson.write(report.toMap()), "test")));
        assertThat(page).contains("H100").contains("fraud");
    }

    @Test
    void aPageWithoutGpusIsSaidAndTheRestReported() throws Exception {
        BenchmarkReport report = run(Map.of(
                "gpu", "triton",
                "gpuMetrics", url("/none"),
                "concurrency", "8",
                "duration", "2s",
                "gates", List.of("gpu_power <= 500 W", "error_rate <= 50%")));
        assertThat(report.envelope().gates()).extracting("verdict")
                .as("%s", report.envelope().reasons())
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.PASS);
        assertThat(log).anySatisfy(line -> assertThat(line).contains("No GPU was seen"));
    }

    @Test
    void aWrongAddressIsFoundBeforeAnyLoadIsSent() {
        assertThatThrownBy(() -> run(Map.of("serverMetrics", "ftp://x")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> run(Map.of("serverMetrics", url("/broken"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("serverMetrics " + url("/broken") + " line 1")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> run(Map.of("gpu", "dcgm", "gpuMetrics", "http://127.0.0.1:1/metrics")))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("gpuMetrics http://127.0.0.1:1/metrics cannot be read")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> run(Map.of("gpu", "dcgm"))).hasMessageContaining("give gpuMetrics");
        assertThatThrownBy(() -> run(Map.of("gpuMetrics", url("/dcgm")))).hasMessageContaining("means nothing for gpu 'auto'");
        assertThatThrownBy(() -> run(Map.of("serverMetrics", "http://u:p@h/"))).hasMessageContaining("carries a user");
    }

    @Test
    void aTokensEnergyIsThatOfAllTokensTheServerCounted() throws Exception {
        Files.writeString(workspace.resolve("prompts.jsonl"), "{\"prompt\":\"hi\"}");
        BenchmarkReport report = run(Map.of(
                "protocol", "chat", "model", "m", "data", "prompts.jsonl", "gpu", "dcgm", "gpuMetrics", url("/dcgm"), "concurrency", "8",
                "duration", "3s", "gates", List.of("energy_per_token <= 20 J", "energy_per_token >= 0.001 J")));
        var point = report.points().get(0);
        assertThat(point.successes()).isPositive();
        double tokens = TOKENS * (double) point.successes();
        assertThat(point.energyPerToken().value()).isCloseTo(point.gpus().get(0).energy().value() / tokens, within(1e-9));
        assertThat(point.energyPerToken().value()).isCloseTo(WATTS * 3 / tokens, within(WATTS / tokens));
        assertThat(point.energyPerToken().hasInterval()).isTrue();
        assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
    }

    @Test
    void gatesAskForTheServersQueueAndBatchesWithTheirIntervals() throws Exception {
        List<String> gates = List.of("queue_time <= 4ms", "queue_time >= 4ms", "compute_time <= 1s", "lower batch_size >= 1.5");
        BenchmarkReport report = run(Map.of(
                "model", "", "serverMetrics", url("/metrics"), "concurrency", "8", "duration", "4s", "gates", gates));
        assertThat(report.envelope().gates()).as("%s", report.envelope().reasons()).extracting(GateResult::verdict)
                .containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS);
        assertThat(report.envelope().gates().get(0)).satisfies(gate -> {
            assertThat(gate.value()).isCloseTo(0.003, within(1e-9));
            assertThat(gate.high()).isFinite();
        });
        assertThatThrownBy(() -> run(Map.of("gates", gates))).hasMessageContaining("give serverMetrics");
    }

    /** What a baseline needs to know of GPU, server and errors is in its report. */
    @Test
    void gatesCompareGpuServerAndErrorsWithABaseline() throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of(
                "gpu", "dcgm", "gpuMetrics", url("/dcgm"), "serverMetrics", url("/metrics"), "concurrency", "8", "duration", "4s"));
        Files.writeString(workspace.resolve("baseline.json"), ReportJson.write(run(arguments).toMap()));
        arguments.put("baseline", "baseline.json");
        arguments.put("minRequests", 100);
        arguments.put("gates", List.of(
                "gpu_power not worse by 1%", "queue_time not worse by 10%", "error_rate not worse by 0.05", "lower batch_size drop <= 1"));
        BenchmarkReport report = run(arguments);
        assertThat(report.envelope().gates()).as("%s", report.envelope().reasons()).extracting(GateResult::verdict)
                .containsOnly(Verdict.PASS);
    }

    private double joules() {
        return (System.nanoTime() - start) / 1e9 * WATTS;
    }

    private String triton() {
        long count = requests.get();
        return "nv_inference_request_success{model=\"fraud\",version=\"1\"} " + count
                + "\nnv_inference_count{model=\"fraud\",version=\"1\"} " + count
                + "\nnv_inference_exec_count{model=\"fraud\",version=\"1\"} " + count / 2
                + "\nnv_inference_queue_duration_us{model=\"fraud\",version=\"1\"} " + count * 3000 + "\n";
    }

    private void answer(String path, Supplier<String> text) {
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private BenchmarkReport run(Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", url("/"));
        all.put("duration", "1s");
        all.put("warmup", "0s");
        all.putAll(arguments);
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), log::add)) {
            return (BenchmarkReport) new GpuBenchmark().run(all, bench);
        }
    }
}
