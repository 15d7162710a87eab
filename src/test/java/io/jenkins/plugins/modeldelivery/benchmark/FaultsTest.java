package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that misbehaves is counted by kind and never makes the benchmark hang. */
@Timeout(30)
class FaultsTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path workspace;

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("half-closed without a word", "BROKEN", (request, out) -> {
                    throw new ScriptedServer.HalfClose();
                }),
                fault("half-closed within the body", "BROKEN", (request, out) -> {
                    out.write(bytes(HEAD + "Content-Length: 10\r\n\r\nhalf"));
                    throw new ScriptedServer.HalfClose();
                }),
                fault("slow headers", "TIMEOUT", (request, out) -> {
                    for (char c : (HEAD + "X-Slow: " + "y".repeat(1000)).toCharArray()) {
                        out.write(c);
                        out.flush();
                        ScriptedServer.delay(50);
                    }
                }),
                fault("endless body", "TIMEOUT", (request, out) -> endless(out, HEAD + "\r\n", bytes("x".repeat(4096)))),
                fault("endless chunks", "TIMEOUT", (request, out) -> endless(
                        out, HEAD + "Transfer-Encoding: chunked\r\n\r\n", ScriptedServer.chunk("x".repeat(4096)))),
                fault("no response", "TIMEOUT", (request, out) -> {}),
                fault("a length that is too long", "BROKEN", (request, out) -> {
                    out.write(bytes(HEAD + "Content-Length: 100\r\n\r\nshort"));
                    out.flush();
                    throw new IllegalStateException("closes the connection");
                }),
                fault("a length that is too short", "GARBAGE", (request, out) ->
                        out.write(bytes(HEAD + "Content-Length: 2\r\n\r\nlonger than that"))),
                fault("no HTTP", "GARBAGE", (request, out) -> out.write(bytes("SSH-2.0-OpenSSH_9.2\r\n"))));
    }

    private static void endless(OutputStream out, String head, byte[] piece) throws Exception {
        out.write(bytes(head));
        while (true) {
            out.write(piece);
            ScriptedServer.delay(1);
        }
    }

    private static Arguments fault(String name, String kind, ScriptedServer.Script script) {
        return Arguments.of(name, kind, script);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("faults")
    void everyFaultIsCountedByItsKind(String name, String kind, ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            LoadPoint point = run(server, Map.of("concurrency", "2"));
            assertThat(point.successes()).isZero();
            assertThat(point.failures()).containsOnlyKeys(kind);
            assertThat(point.isValid()).isFalse();
        }
    }

    @Test
    void theDeathOfAServerUnderLoadIsCountedAsWhatItIs() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        ScriptedServer[] server = new ScriptedServer[1];
        server[0] = new ScriptedServer((request, out) -> {
            if (answered.incrementAndGet() == 50) {
                server[0].close();
            }
            out.write(ScriptedServer.ok("text/plain", "fine"));
        });
        LoadPoint point = run(server[0], Map.of("scenario", "constant", "rate", "500", "concurrency", "4"));
        assertThat(point.successes()).isBetween(1L, 60L);
        assertThat(point.failures()).containsKeys("CONNECT").containsKeys("BROKEN");
        assertThat(point.isValid()).isFalse();
    }

    @Test
    void mutatedStreamsOnTheWireAreAllAccountedFor() throws Exception {
        byte[] good = ScriptedServer.ok("text/event-stream", "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n");
        Files.writeString(workspace.resolve("prompts.jsonl"), "{\"prompt\":\"hi\"}");
        AtomicInteger requests = new AtomicInteger();
        ScriptedServer.Script mutate = (request, out) -> {
            Random random = new Random(requests.incrementAndGet());
            byte[] mutated = good.clone();
            for (int i = 0; i < 3; i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            out.write(mutated);
        };
        try (ScriptedServer server = new ScriptedServer(mutate)) {
            LoadPoint point = run(server, Map.of(
                    "protocol", "completions", "model", "m", "data", "prompts.jsonl", "concurrency", "64", "duration", "2s"));
            assertThat(point.failureCount()).isGreaterThan(100);
            assertThat(point.failures().keySet()).isSubsetOf("CONTENT", "GARBAGE", "TIMEOUT", "STATUS", "BROKEN");
            assertThat(point.successes() + point.failureCount()).isEqualTo(requests.get());
        }
    }

    @Test
    void anAbortedBuildStopsTheLoadWithinASecond() throws Exception {
        CountDownLatch busy = new CountDownLatch(100);
        ScriptedServer.Script answer = (request, out) -> {
            busy.countDown();
            out.write(ScriptedServer.ok("text/plain", "fine"));
        };
        try (ScriptedServer server = new ScriptedServer(answer)) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread build = new Thread(() -> {
                try {
                    run(server, Map.of("concurrency", "8", "duration", "1h"));
                    ended.complete(null);
                } catch (Throwable thrown) {
                    ended.complete(thrown);
                }
            });
            build.start();
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            long aborted = System.nanoTime();
            build.interrupt();
            assertThat(ended.get(1, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            while (server.connectionCount() > 0) {
                assertThat(System.nanoTime() - aborted).as("load after the abort").isLessThan(1_000_000_000L);
                Thread.onSpinWait();
            }
        }
    }

    private LoadPoint run(ScriptedServer server, Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("requestTimeout", "300ms"));
        all.putAll(arguments);
        return BenchmarkRun.against(server.port(), workspace, all, log).points().get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
