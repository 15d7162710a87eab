package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.image.FaultyRegistry;
import io.jenkins.plugins.modeldelivery.image.FaultyRegistry.Fault;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlobUploadTest {
    private static final int CHUNK = 100_000;
    private static final int SIZE = 10 * CHUNK + 1234;

    @TempDir
    Path folder;

    private final List<Duration> waits = new ArrayList<>();
    private FaultyRegistry registry;
    private Transfer transfer;
    private byte[] content;
    private StoredBlob blob;

    @BeforeEach
    void start() throws IOException {
        registry = new FaultyRegistry();
        transfer = new Transfer(line -> {});
        content = new byte[SIZE];
        new Random(1).nextBytes(content);
        blob = stored("");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CUT_CHUNK", "CHUNK_429", "CHUNK_500", "CHUNK_416", "SHORT_RANGE", "CLOSE_500"})
    void aFaultCostsAtMostOneChunk(Fault fault) throws Exception {
        registry.faults.add(fault);
        assertThat(repository().push(blob)).isTrue();
        assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
        assertThat(transfer.sent()).isLessThanOrEqualTo(SIZE + 2L * CHUNK);
    }

    @Test
    void anUploadThatTheRegistryForgotBeginsAnew() throws Exception {
        registry.faults.add(Fault.FORGET_UPLOAD);
        assertThat(repository().push(blob)).isTrue();
        assertThat(registry.blobs).containsKey(Digest.of(content).toString());
    }

    @Test
    void theNextBuildGoesOnWhereAKilledOneStopped() throws Exception {
        for (int fault = 0; fault < 5; fault++) {
            registry.faults.add(Fault.CUT_CHUNK);
        }
        Repository killed = repository(new Retries(1, Duration.ZERO, Duration.ZERO), 6);
        assertThatThrownBy(() -> killed.push(blob)).isInstanceOf(RuntimeException.class);
        registry.faults.clear();
        long sentBefore = transfer.sent();
        assertThat(sentBefore).isGreaterThan(5L * CHUNK);

        assertThat(repository().push(blob)).isTrue();

        assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
        assertThat(transfer.sent()).isLessThanOrEqualTo(SIZE + (long) CHUNK);
    }

    @Test
    void theAddressOfAnUploadIsItsOwnersAlone() throws Exception {
        registry.faults.addAll(List.of(Fault.CUT_CHUNK, Fault.CUT_CHUNK, Fault.CUT_CHUNK));
        Repository failing = repository(new Retries(1, Duration.ZERO, Duration.ZERO), 0);
        assertThatThrownBy(() -> failing.push(blob)).isInstanceOf(SurroundingsException.class);
        Path sessions = folder.resolve("uploads");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(sessions)) {
            assertThat(files).hasSize(1).allSatisfy(file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }
        registry.faults.clear();
        repository().push(blob);
        assertThat(sessions).isEmptyDirectory();
    }

    @Test
    void theWaitIsTheOneThatTheRegistryAsksFor() throws Exception {
        registry.faults.add(Fault.CHUNK_503);
        assertThat(repository(new Retries(5, Duration.ofMillis(1), Duration.ofMinutes(1)), 0).push(blob)).isTrue();
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    /** Google's registries and GHCR take a large blob in one request without a length. */
    @Test
    void aRegistryThatTakesNoChunksGetsOneStream() throws Exception {
        registry.faults.add(Fault.NO_CHUNKS);
        assertThat(repository().push(blob)).isTrue();
        assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
        assertThat(registry.requests.stream().filter(request -> request.startsWith("PATCH"))).hasSize(2);
    }

    @Test
    void whatTheRegistryHasIsNotSent() throws Exception {
        registry.blobs.put(Digest.of(content).toString(), content);
        assertThat(repository().push(blob)).isFalse();
        assertThat(transfer.sent()).isZero();
        assertThat(registry.requests).containsExactly("HEAD /v2/team/fraud/blobs/" + Digest.of(content));
    }

    @Test
    void aMountThatIsNotMadeIsAnUpload() throws Exception {
        registry.faults.add(Fault.MOUNT_202);
        assertThat(repository().push(stored(registry.host() + "/team/base"))).isTrue();
        assertThat(registry.blobs).containsKey(Digest.of(content).toString());
    }

    @Test
    void faultsWithoutProgressEndTheUpload() throws Exception {
        for (int fault = 0; fault < 20; fault++) {
            registry.faults.add(Fault.CHUNK_500);
        }
        assertThatThrownBy(() -> repository().push(blob))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("500");
    }

    @Test
    void theRegistrysSmallestChunkIsKept() throws Exception {
        registry.smallestChunk = 4 * CHUNK;
        assertThat(repository().push(blob)).isTrue();
        assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
        assertThat(registry.requests.stream().filter(request -> request.startsWith("PATCH"))).hasSize(2);
    }

    private StoredBlob stored(String origin) {
        Descriptor descriptor = new Descriptor("application/vnd.oci.image.layer.v1.tar", Digest.of(content), SIZE);
        return new StoredBlob(descriptor, SegmentedBlob.of(content), origin);
    }

    private Repository repository() throws IOException {
        return repository(new Retries(5, Duration.ZERO, Duration.ZERO), 0);
    }

    /** A repository whose faults begin after so many chunks. */
    private Repository repository(Retries retries, int goodChunks) throws IOException {
        List<Fault> later = List.copyOf(registry.faults);
        if (goodChunks > 0) {
            registry.faults.clear();
            AtomicBoolean injected = new AtomicBoolean();
            transfer = new Transfer(line -> {
                if (transfer.sent() > (long) goodChunks * CHUNK && injected.compareAndSet(false, true)) {
                    registry.faults.addAll(later);
                }
            });
        }
        Requester requester = new Requester(Outbound.of(Map.of()), retries, Clock.systemUTC(), waits::add);
        Reference reference = Reference.parse("image", registry.host() + "/team/fraud:1");
        RegistrySession session = new RegistrySession(requester, reference, Optional.empty(), false, "pull,push");
        return new Repository(session, new UploadSessions(new OwnerFolder(folder.resolve("uploads"))), transfer, CHUNK);
    }
}
