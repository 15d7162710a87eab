package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.benchmark.point.StreamFigures;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of server-sent events over real connections, with known delays between their tokens. */
class TokenStreamsTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final Set<String> requests = ConcurrentHashMap.newKeySet();
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path workspace;

    @BeforeEach
    void writeData() throws IOException {
        Files.writeString(workspace.resolve("prompts.jsonl"), "{\"prompt\":\"hi\",\"max_tokens\":9}");
    }

    /** First content after 20 ms, two more pieces 10 ms apart, nine tokens in all. */
    private void speak(String request, OutputStream out) throws Exception {
        requests.add(request.lines().findFirst().orElse("") + request.substring(request.indexOf("\r\n\r\n")));
        out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
        send(out, ": a comment\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
        ScriptedServer.delay(20);
        for (int i = 0; i < 3; i++) {
            send(out, "data: {\"choices\":[{\"delta\":{\"content\":\"one two three\"}}]}\n\n");
            ScriptedServer.delay(10);
        }
        send(out, "data: {\"choices\":[],\"usage\":{\"completion_tokens\":9}}\n\n");
        send(out, DONE);
        out.write(ScriptedServer.chunk(""));
    }

    private static void send(OutputStream out, String events) throws IOException {
        out.write(ScriptedServer.chunk(events));
        out.flush();
    }

    @Test
    void tokensAreTimedAndCountedByUsage() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::speak)) {
            LoadPoint point = run(server, Map.of("protocol", "chat", "concurrency", "8")).points().get(0);
            assertThat(point.failures()).isEmpty();
            StreamFigures stream = point.stream().orElseThrow();
            assertThat(stream.tokens()).isEqualTo(9 * point.successes());
            assertThat(stream.uncounted()).isZero();
            assertThat(stream.firstToken().get(50.0).value()).isBetween(0.020, 0.2);
            assertThat(stream.interToken().get(50.0).value()).isBetween(0.009, 0.1);
            // Three sleeps of 10 ms for the eight tokens after the first.
            assertThat(stream.perToken().get(50.0).value()).isBetween(0.030 / 8, 0.2 / 8);
            assertThat(stream.throughput().value()).isGreaterThan(0);
        }
        assertThat(requests).singleElement().asString()
                .startsWith("POST /v1/chat/completions ")
                .contains("\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]", "\"max_tokens\":9", "\"model\":\"llm\"")
                .contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
    }

    @Test
    void goodputCountsWhatKeepsTheServiceLevels() throws Exception {
        try (ScriptedServer server = new ScriptedServer(this::speak)) {
            Map<String, Object> arguments = Map.of("protocol", "chat", "slos", List.of("ttft <= 5s", "itl <= 5s", "tpot <= 5s"));
            LoadPoint kept = run(server, arguments).points().get(0);
            assertThat(kept.goodput().value()).isEqualTo(kept.throughput().value());
            LoadPoint broken = run(server, Map.of("protocol", "chat", "slos", List.of("ttft <= 5s", "latency <= 40ms")))
                    .points()
                    .get(0);
            assertThat(broken.successes()).isPositive();
            assertThat(broken.goodput().value()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"text\":\"a\"}]}\n\n",
                "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: {\"error\":{\"message\":\"overloaded\"}}\n\ndata: [DONE]\n\n",
                "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: {oops\n\ndata: [DONE]\n\n",
                "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\ndata: {}\n\n",
                "data: {\"choices\":[{\"text\":\"\"}]}\n\ndata: [DONE]\n\n",
                "data: 7\n\ndata: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n",
                "{\"choices\":[{\"text\":\"a\"}]}",
                ""
            })
    void aStreamThatIsNotWholeIsNoSuccess(String events) throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> out.write(ScriptedServer.ok("text/event-stream", events)))) {
            LoadPoint point = run(server, Map.of("protocol", "completions")).points().get(0);
            assertThat(point.successes()).isZero();
            assertThat(point.failures()).containsOnlyKeys("CONTENT");
        }
    }

    @Test
    void aStreamWithoutUsageIsCountedAsSuch() throws Exception {
        String events = "data: {\"choices\":[{\"text\":\"a\"}]}\r\n\r\n" + DONE;
        try (ScriptedServer server = new ScriptedServer((request, out) -> out.write(ScriptedServer.ok("text/event-stream", events)))) {
            LoadPoint point = run(server, Map.of("protocol", "completions", "slos", List.of("tpot <= 5s"))).points().get(0);
            StreamFigures stream = point.stream().orElseThrow();
            assertThat(stream.uncounted()).isEqualTo(point.successes()).isPositive();
            assertThat(stream.tokens()).isZero();
            assertThat(point.goodput().value()).isZero();
        }
    }

    @Test
    void whatOnlyAStreamHasIsRefusedElsewhere() {
        assertThatThrownBy(() -> BenchmarkRequest.of(Map.of("url", "http://x/", "slos", List.of("ttft <= 1s"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("only a stream of tokens has");
    }

    private BenchmarkReport run(ScriptedServer server, Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("model", "llm", "data", "prompts.jsonl"));
        all.putAll(arguments);
        return BenchmarkRun.against(server.port(), workspace, all, log);
    }
}
