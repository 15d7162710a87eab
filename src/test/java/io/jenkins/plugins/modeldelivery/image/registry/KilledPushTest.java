package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.image.DockerRegistry;
import io.jenkins.plugins.modeldelivery.image.FaultyRegistry;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that pushes is killed, as an agent is whose machine goes away; the next one goes on. */
class KilledPushTest {
    /** Many times what goes to the connection in one piece. */
    private static final int CHUNK = 4_000_000;
    private static final int CHUNKS = 10;
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    /** Early: it was killed before it knew the digest. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatWasKilledAtSixtyPercentCostsAtMostOneChunk(boolean early) throws Exception {
        Path file = file("weights.bin", CHUNKS * CHUNK);
        try (FaultyRegistry registry = new FaultyRegistry()) {
            CompletableFuture<Process> started = new CompletableFuture<>();
            CountDownLatch killed = new CountDownLatch(1);
            registry.held = () -> {
                started.join().destroyForcibly().onExit().join();
                killed.countDown();
            };
            registry.holdAfter(6);
            started.complete(pushing(registry.host(), NEVER, early, List.of(file)));
            assertThat(killed.await(60, TimeUnit.SECONDS)).as(log()).isTrue();
            assertThat(started.join().exitValue()).isEqualTo(128 + 9);
            assertThat(registry.blobs).isEmpty();

            long sent = PushingProcess.push(registry.host(), sessions(), CHUNK, List.of(file));

            byte[] content = Files.readAllBytes(file);
            assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
            assertThat(sent).isLessThanOrEqualTo((CHUNKS - 6) * (long) CHUNK);
            assertThat(sessions()).isEmptyDirectory();
        }
    }

    /** docker-registry keeps what arrived in whole chunks: here nothing of the seventh had. */
    @Test
    void aRealRegistryGoesOnAfterTheLastWholeChunk() throws Exception {
        Path file = file("weights.bin", CHUNKS * CHUNK);
        try (DockerRegistry registry = registry()) {
            killWhenArrived(pushing(registry.host(), 6 * CHUNK, false, List.of(file)), 6L * CHUNK);
            assertThat(PushingProcess.push(registry.host(), sessions(), CHUNK, List.of(file))).isEqualTo((CHUNKS - 6) * (long) CHUNK);
            assertThat(stored(registry, file)).isEqualTo(digest(file));
        }
    }

    /** docker-registry 2.8 answers 404 to whoever asks for an upload that was cut in the middle of a chunk. */
    @Test
    void aRealRegistryThatForgotACutUploadGetsItWholeAgain() throws Exception {
        Path file = file("weights.bin", CHUNKS * CHUNK);
        try (DockerRegistry registry = registry()) {
            killWhenArrived(pushing(registry.host(), 6 * CHUNK + CHUNK / 2, false, List.of(file)), 6L * CHUNK + 1);
            assertThat(PushingProcess.push(registry.host(), sessions(), CHUNK, List.of(file))).isEqualTo((long) CHUNKS * CHUNK);
            assertThat(stored(registry, file)).isEqualTo(digest(file));
            assertThat(sessions()).isEmptyDirectory();
        }
    }

    @Test
    void whatARealRegistryHasWholeIsNotSentAgain() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < CHUNKS; index++) {
            files.add(file("shard-" + index, CHUNK));
        }
        try (DockerRegistry registry = registry()) {
            killWhenArrived(pushing(registry.host(), 6 * CHUNK + CHUNK / 2, false, files), 1);
            assertThat(PushingProcess.push(registry.host(), sessions(), CHUNK, files)).isEqualTo((CHUNKS - 6) * (long) CHUNK);
            for (Path file : files) {
                assertThat(stored(registry, file)).isEqualTo(digest(file));
            }
        }
    }

    private DockerRegistry registry() throws Exception {
        Optional<DockerRegistry> registry = DockerRegistry.start(folder.resolve("registry"));
        assumeTrue(registry.isPresent(), "docker-registry is not installed");
        return registry.get();
    }

    /** Kills the process once it stands still and one of the registry's unfinished uploads has so many bytes. */
    private void killWhenArrived(Process process, long bytes) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while ((!log().contains(PushingProcess.STILL) || unfinished() < bytes) && Instant.now().isBefore(end)) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as(log()).isFalse();
        }
        process.destroyForcibly().onExit().join();
        assertThat(unfinished()).isGreaterThanOrEqualTo(bytes);
    }

    private long unfinished() throws IOException {
        try (Stream<Path> files = Files.find(folder.resolve("registry"), 20, (file, attributes) ->
                file.getFileName().toString().equals("data") && attributes.isRegularFile() && file.toString().contains("_uploads"))) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
        }
    }

    private Process pushing(String host, int most, boolean early, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                PushingProcess.class.getName(), host, sessions().toString(), Integer.toString(CHUNK), Integer.toString(most), Boolean.toString(early)));
        files.forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    /** A file that has rested, so that it can be known again by its time. */
    private Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(name.hashCode()).nextBytes(content);
        Path file = Files.write(folder.resolve(name), content);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    private static String stored(DockerRegistry registry, Path file) throws Exception {
        URI address = URI.create("http://" + registry.host() + "/v2/team/fraud/blobs/" + digest(file));
        return Digest.of(HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray()).body()).toString();
    }

    private static String digest(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file)).toString();
    }

    private Path sessions() {
        return folder.resolve("sessions");
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
