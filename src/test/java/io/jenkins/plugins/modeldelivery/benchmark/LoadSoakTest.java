package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half an hour of load, streams of tokens included, needs no more memory at its end than at its beginning. The property
 * {@code soak.minutes} sets another length.
 */
@Tag("soak")
class LoadSoakTest {
    private static final double MIB = 1 << 20;
    private static final double MOST_GROWTH = 8;
    private static final byte[] ANSWER = ScriptedServer.ok("text/event-stream",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":{\"completion_tokens\":2}}\n\ndata: [DONE]\n\n");

    @TempDir
    private Path workspace;

    @Test
    void memoryStaysFlat() throws Exception {
        int minutes = Integer.getInteger("soak.minutes", 30);
        Files.writeString(workspace.resolve("prompts.jsonl"), "{\"prompt\":\"hi\"}\n");
        List<Double> heap = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch over = new CountDownLatch(1);
        Thread sampler = new Thread(() -> sample(heap, over, minutes * 60_000L / 60));
        sampler.start();
        try (ScriptedServer server = new ScriptedServer((request, out) -> out.write(ANSWER))) {
            LoadPoint point = BenchmarkRun.against(server.port(), workspace, Map.of(
                    "protocol", "chat", "model", "m", "data", "prompts.jsonl", "scenario", "server", "rate", "500",
                    "concurrency", "32", "duration", minutes + "m"), new ArrayList<>()).points().get(0);
            over.countDown();
            sampler.join();
            double first = mean(heap.subList(heap.size() / 12, heap.size() / 3));
            double last = mean(heap.subList(heap.size() * 2 / 3, heap.size()));
            System.out.printf("soak: %d minutes, %,d requests, %d failures, %.3f %% late; live heap %.1f MiB in the first third, %.1f MiB in"
                    + " the last, highest %.1f MiB; resident %s%n", minutes, point.successes(), point.failureCount(),
                    point.lateShare() * 100, first, last, Collections.max(heap), resident());
            assertThat(point.successes()).isGreaterThan(minutes * 60L * 400);
            assertThat(last - first).as("growth of the live heap in MiB").isLessThan(MOST_GROWTH);
        }
    }

    private static void sample(List<Double> heap, CountDownLatch over, long millis) {
        try {
            while (!over.await(millis, TimeUnit.MILLISECONDS)) {
                System.gc();
                heap.add((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MIB);
            }
        } catch (InterruptedException e) {
            // The test is over.
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS")).findFirst().orElse("unknown")
                : "unknown";
    }
}
