package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers of KServe's and TensorFlow Serving's protocols over HTTP receive, and which of their answers are good. */
class InferenceProtocolsTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<String> log = new ArrayList<>();
    private volatile String path = "";
    private volatile String jsonLength = "";
    private volatile byte[] received = {};
    private volatile byte[] answer = {};
    private HttpServer server;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            received = exchange.getRequestBody().readAllBytes();
            path = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            jsonLength = String.valueOf(exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length"));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Files.writeString(workspace.resolve("data.jsonl"),
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[0.5,1]}]}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    @Test
    void binaryTensorsFollowTheirJson() throws Exception {
        answer = withBytes("{\"model_name\":\"m\",\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data_size\":4}}]}", 4);
        LoadPoint point = run("v2-binary", Map.of("expect", List.of("outputs[0].name = y")));
        assertThat(point.failures()).isEmpty();
        assertThat(point.successes()).isPositive();
        assertThat(path).isEqualTo("POST /v2/models/m/infer");
        int length = Integer.parseInt(jsonLength);
        String json = new String(received, 0, length, StandardCharsets.UTF_8);
        assertThat(json)
                .contains("\"binary_data_size\":8", "\"binary_data_output\":true", "\"shape\":[1,2]")
                .doesNotContain("\"data\":");
        assertThat(received).hasSize(length + 8).endsWith(0, 0, 0, 0x3f, 0, 0, 0x80, 0x3f);
    }

    @Test
    void anAnswerWithoutOutputsIsNoSuccess() throws Exception {
        for (String wrong : List.of("{\"error\":\"no such model\"}", "{\"error\":\"outputs\"}", "[{\"outputs\":1}]", "oops")) {
            answer = withBytes(wrong, 0);
            assertThat(run("v2-binary", Map.of()).failures()).as(wrong).containsOnlyKeys("CONTENT");
            assertThat(run("v2", Map.of()).failures()).as(wrong).containsOnlyKeys("CONTENT");
        }
        answer = withBytes("{\"outputs\":", 0);
        assertThat(run("v2", Map.of()).failures()).containsOnlyKeys("CONTENT");
        answer = withBytes("{ \"id\" : \"outputs\", \"outputs\" : [] }", 0);
        assertThat(run("v2", Map.of()).failures()).isEmpty();
    }

    @Test
    void tensorFlowServingIsAskedByItsPathAndCheckedForPredictions() throws Exception {
        Files.writeString(workspace.resolve("data.jsonl"), "{\"instances\":[[0.5,1]]}");
        answer = withBytes("{\"predictions\":[[0.1]]}", 0);
        LoadPoint point = run("tensorflow", Map.of());
        assertThat(point.failures()).isEmpty();
        assertThat(path).isEqualTo("POST /v1/models/m:predict");
        assertThat(new String(received, StandardCharsets.UTF_8)).isEqualTo("{\"instances\":[[0.5,1]]}");
        answer = withBytes("{\"error\":\"no such model\"}", 0);
        assertThat(run("tensorflow", Map.of()).failures()).containsOnlyKeys("CONTENT");
    }

    private static byte[] withBytes(String json, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[count]);
        return bytes.toByteArray();
    }

    private LoadPoint run(String protocol, Map<String, Object> further) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("protocol", protocol, "model", "m", "data", "data.jsonl", "duration", "200ms"));
        all.putAll(further);
        return BenchmarkRun.against(server.getAddress().getPort(), workspace, all, log).points().get(0);
    }
}
