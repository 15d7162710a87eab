package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final List<String> log = new ArrayList<>();
    private HttpServer server;
    /** Long enough for the load generator to idle, so that a busy machine makes no point invalid. */
    private volatile long pauseMillis = 5;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            LockSupport.parkNanos(pauseMillis * 1_000_000);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void theLastBuildThatPassedIsTheBaselineUnlessAFileIsNamed() throws Exception {
        Map<String, Object> good = run(Optional.empty(), "p50 <= 10s").toMap();
        BenchmarkReport same = run(Optional.of(good), "p50 not worse by 5s");
        assertThat(same.verdict()).as("%s", same.envelope().reasons()).isEqualTo(Verdict.PASS);
        pauseMillis = 60;
        BenchmarkReport slower = run(Optional.of(good), "p50 not worse by 10ms");
        assertThat(slower.verdict()).as("%s", slower.envelope().reasons()).isEqualTo(Verdict.FAIL);
        String page = HtmlWriter.page(
                new BenchmarkPresentation().document(ReportJson.read(ReportJson.write(slower.toMap()), "test")));
        assertThat(page).contains("Beside the baseline").contains("last build that passed");
    }

    @Test
    void withoutAnyEarlierBuildAComparisonIsInconclusiveAndSaysTheCure() throws Exception {
        BenchmarkReport report = run(Optional.empty(), "p50 not worse by 5%");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.envelope().reasons().toString()).contains("Name a report.json, or put 'warn:' before the gate");
        assertThat(log).anySatisfy(line -> assertThat(line).contains("No earlier build passed"));
        assertThat(run(Optional.empty(), "warn: p50 not worse by 5%").verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void anInvalidPointOfTheBaselineIsNotComparedWith() throws Exception {
        Map<String, Object> invalid = Map.of(
                "schema", BenchmarkReport.SCHEMA,
                "points", List.of(Map.of("label", "concurrency 8", "valid", false)));
        assertThat(run(Optional.of(invalid), "p50 not worse by 10s").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aReportOfAnotherStepIsRefused() {
        assertThatThrownBy(() -> run(Optional.of(Map.of("schema", "model-delivery/evaluation/1")), "p50 not worse"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not the report of a benchmark");
    }

    private BenchmarkReport run(Optional<Map<String, Object>> lastGood, String gate) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        all.put("concurrency", "8");
        all.put("duration", "2s");
        all.put("warmup", "0s");
        all.put("minRequests", 50);
        all.put("gates", List.of(gate));
        try (LocalWorkbench local =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), log::add)) {
            return (BenchmarkReport) new GpuBenchmark().run(all, withLastGood(local, lastGood));
        }
    }

    /** The bench of a build whose job has passed before. */
    private static Workbench withLastGood(Workbench bench, Optional<Map<String, Object>> lastGood) {
        return (Workbench) Proxy.newProxyInstance(
                BaselineTest.class.getClassLoader(), new Class<?>[] {Workbench.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lastGoodReport")) {
                        return lastGood;
                    }
                    try {
                        return method.invoke(bench, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
