package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.image.FaultyRegistry;
import io.jenkins.plugins.modeldelivery.image.FaultyRegistry.Fault;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that pushes is killed, as an agent is whose machine goes away; the next one goes on. */
class KilledPushTest {
    private static final int CHUNK = 1_000_000;
    private static final int CHUNKS = 10;

    @TempDir
    Path folder;

    @Test
    void aProcessThatWasKilledAtSixtyPercentCostsAtMostOneChunk() throws Exception {
        byte[] content = new byte[CHUNKS * CHUNK];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("weights.bin"), content);
        try (FaultyRegistry registry = new FaultyRegistry()) {
            CompletableFuture<Process> started = new CompletableFuture<>();
            CountDownLatch killed = new CountDownLatch(1);
            registry.held = () -> {
                started.join().destroyForcibly().onExit().join();
                killed.countDown();
            };
            registry.holdAfter(6);
            Process process = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                    PushingProcess.class.getName(), registry.host(), file.toString(), folder.resolve("sessions").toString(), Integer.toString(CHUNK))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            started.complete(process);
            assertThat(killed.await(60, TimeUnit.SECONDS)).as(Files.readString(folder.resolve("log"))).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 9);
            assertThat(registry.blobs).isEmpty();

            long sent = PushingProcess.push(registry.host(), file, folder.resolve("sessions"), CHUNK);

            assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
            assertThat(sent).isLessThanOrEqualTo((CHUNKS - 6) * (long) CHUNK);
        }
    }
}
