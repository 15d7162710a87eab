package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several load generators are one load and one report. */
class GeneratorsTest {
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicInteger mostConnections = new AtomicInteger();
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path workspace;

    @Test
    void theySendEachRequestOnceAndMergeIntoOnePoint() throws Exception {
        Files.writeString(workspace.resolve("data.jsonl"), "1\n2\n3\n4\n5\n");
        LoadPoint point = run(Map.of(
                "scenario", "constant", "rate", "500", "duration", "1s", "concurrency", "7", "data", "data.jsonl", "generators", "3"));
        assertThat(point.successes()).isEqualTo(500);
        assertThat(point.failures()).isEmpty();
        assertThat(point.throughput().value()).isBetween(100.0, 500.5);
        assertThat(point.latency().get(50.0).count()).isEqualTo(500);
        assertThat(asked.keySet()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        assertThat(asked.values()).allSatisfy(count -> assertThat(count).hasValue(100));
        assertThat(mostConnections).hasValue(7);
    }

    @Test
    void closedClientsAreSharedToo() throws Exception {
        LoadPoint point = run(Map.of("concurrency", "5", "generators", "2", "warmup", "1s"));
        assertThat(point.successes()).isPositive();
        assertThat(point.connections()).isEqualTo(5);
        assertThat(mostConnections).hasValue(5);
    }

    @Test
    void moreGeneratorsThanConnectionsAreRefused() {
        assertThatThrownBy(() -> BenchmarkRequest.of(Map.of("url", "http://x/", "generators", "2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("generators '2' share 1 connection; give a higher concurrency");
        assertThatThrownBy(() -> BenchmarkRequest.of(Map.of("url", "http://x/", "generators", "0")))
                .hasMessageContaining("generators '0' is out of range");
    }

    private LoadPoint run(Map<String, Object> arguments) throws Exception {
        ScriptedServer[] server = new ScriptedServer[1];
        server[0] = new ScriptedServer((request, out) -> {
            mostConnections.accumulateAndGet(server[0].connectionCount(), Math::max);
            asked.computeIfAbsent(request.substring(request.indexOf("\r\n\r\n") + 4), any -> new AtomicInteger()).incrementAndGet();
            out.write(ScriptedServer.ok("text/plain", "fine"));
        });
        try (ScriptedServer closed = server[0]) {
            return BenchmarkRun.against(closed.port(), workspace, arguments, log).points().get(0);
        }
    }
}
