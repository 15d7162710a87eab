package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand streams of server-sent events, each broken in another way: every request comes to an end and is counted. */
@Tag("soak")
class StreamFuzzSoakTest {
    private static final int CASES = 10_000;
    private static final String EVENTS = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"\u4e00\"}}]}\r\n\r\n: note\n\n"
            + "data: {\"choices\":[],\"usage\":{\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";

    @TempDir
    private Path workspace;

    @Test
    @Timeout(600)
    void everyBrokenStreamIsCountedOnce() throws Exception {
        Files.writeString(workspace.resolve("prompts.jsonl"), "{\"prompt\":\"hi\"}\n".repeat(CASES));
        byte[] good = ScriptedServer.ok("text/event-stream", EVENTS);
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer.Script mutate = (request, out) -> {
            Random random = new Random(asked.incrementAndGet());
            byte[] mutated = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            out.write(mutated, 0, random.nextInt(8) == 0 ? random.nextInt(mutated.length) : mutated.length);
            if (random.nextInt(8) == 0) {
                throw new IllegalStateException("closes the connection");
            }
        };
        try (ScriptedServer server = new ScriptedServer(mutate)) {
            LoadPoint point = BenchmarkRun.against(server.port(), workspace, Map.of(
                    "protocol", "chat", "model", "m", "data", "prompts.jsonl", "scenario", "offline", "duration", "1ms",
                    "concurrency", "64", "requestTimeout", "300ms"), new ArrayList<>()).points().get(0);
            System.out.printf("mutated streams: %d whole, %s%n", point.successes(), point.failures());
            assertThat(point.successes() + point.failureCount()).isEqualTo(CASES);
            assertThat(point.failures().keySet()).isSubsetOf("CONTENT", "GARBAGE", "TIMEOUT", "STATUS", "BROKEN", "CONNECT");
            assertThat(point.failureCount()).isGreaterThan(CASES / 4);
            assertThat(asked.get()).isBetween((int) point.successes(), CASES);
        }
    }
}
