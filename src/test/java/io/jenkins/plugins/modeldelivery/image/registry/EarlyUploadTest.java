package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EarlyUploadTest {
    private static final int CHUNK = 100_000;
    private static final int SIZE = 10 * CHUNK + 1234;

    @TempDir
    Path folder;

    private final CountDownLatch sending = new CountDownLatch(1);
    private final Transfer transfer = new Transfer(line -> sending.countDown());
    private final byte[] content = new byte[SIZE];
    private FaultyRegistry registry;
    private Repository repository;
    private StoredBlob blob;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        SegmentedBlob segments = SegmentedBlob.of(content);
        blob = new StoredBlob(new Descriptor("application/vnd.oci.image.layer.v1.tar", Digest.of(content), SIZE), segments);
        registry = new FaultyRegistry();
        Requester requester = new Requester(
                Outbound.of(Map.of()), new Retries(5, Duration.ZERO, Duration.ZERO), Clock.systemUTC(), duration -> {});
        RegistrySession session = new RegistrySession(
                requester, Reference.parse("image", registry.host() + "/team/fraud:1"), Optional.empty(), false, "pull,push");
        repository = new Repository(session, new UploadSessions(new OwnerFolder(folder.resolve("uploads"))), transfer, CHUNK);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void isOnItsWayBeforeTheDigestIsKnownAndSendsEveryByteOnce() throws Exception {
        EarlyUpload early = repository.begin(blob.content()).orElseThrow();
        assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(early.finish(blob)).isTrue();
        assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
        assertThat(transfer.sent()).isEqualTo(SIZE);
        assertThat(registry.requests.stream().filter(request -> request.startsWith("POST"))).hasSize(1);
        assertThat(folder.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void isGivenUpWhereTheRegistryHasTheBlob() throws Exception {
        registry.blobs.put(Digest.of(content).toString(), content);
        EarlyUpload early = repository.begin(blob.content()).orElseThrow();
        assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(early.finish(blob)).isFalse();
        assertThat(registry.requests).anyMatch(request -> request.startsWith("DELETE"));
        assertThat(registry.requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CUT_CHUNK", "CHUNK_429", "CHUNK_500", "CHUNK_416", "SHORT_RANGE", "FORGET_UPLOAD", "CLOSE_500"})
    void aFaultIsMendedOnceTheDigestIsKnown(Fault fault) throws Exception {
        registry.faults.add(fault);
        EarlyUpload early = repository.begin(blob.content()).orElseThrow();
        assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(early.finish(blob)).isTrue();
        assertThat(registry.blobs.get(Digest.of(content).toString())).isEqualTo(content);
    }

    @Test
    void aSmallBlobWaitsForItsDigest() {
        assertThat(repository.begin(SegmentedBlob.of(new byte[CHUNK]))).isEmpty();
    }
}
