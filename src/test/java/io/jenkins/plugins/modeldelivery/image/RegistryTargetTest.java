package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.OwnerFolder;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.image.registry.DockerConfig;
import io.jenkins.plugins.modeldelivery.image.registry.Reference;
import io.jenkins.plugins.modeldelivery.image.registry.RegistryAccess;
import io.jenkins.plugins.modeldelivery.image.registry.Repository;
import io.jenkins.plugins.modeldelivery.image.registry.Transfer;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a layer is on its way before its digest is known. */
class RegistryTargetTest {
    /** A little more than a chunk. */
    private static final byte[] CONTENT = new byte[65 << 20];

    @TempDir
    Path folder;

    private final Blob blob = SegmentedBlob.of(CONTENT);
    private FaultyRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FaultyRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aLargeLayerOfANewImageIsOnItsWayAtOnce() throws Exception {
        Target.Early early = target().begin(blob).orElseThrow();
        early.abandon();
        assertThat(registry.requests).contains("POST /v2/team/fraud/blobs/uploads/");
    }

    @Test
    void aLargeLayerWaitsForItsDigestWhereTheImageIsThereAlready() throws Exception {
        registry.manifests.put("1", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(target().begin(blob)).isEmpty();
        assertThat(registry.requests).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void aLargeLayerWaitsForItsDigestWhereABuildWasKilledInTheMiddleOfAnUpload() throws Exception {
        registry.faults.add(FaultyRegistry.Fault.CUT_CHUNK);
        StoredBlob stored = new StoredBlob(new Descriptor("application/vnd.oci.image.layer.v1.tar", Digest.of(CONTENT), CONTENT.length), blob);
        assertThatThrownBy(() -> repository().push(stored)).isInstanceOf(SurroundingsException.class);
        assertThat(target().begin(blob)).isEmpty();

        Target next = target();
        next.take(stored);
        assertThat(next.sent()).isLessThan(CONTENT.length);
        assertThat(registry.blobs).containsKey(stored.descriptor().digest().toString());
        Target.Early early = target().begin(blob).orElseThrow();
        early.abandon();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theReferrersTagIsForRegistriesThatDoNotKeepReferrersThemselves(boolean kept) throws Exception {
        registry.referrers = kept;
        Files.writeString(folder.resolve("weights.bin"), "weights");
        new Benches(folder).run(Map.of("model", "weights.bin", "image", registry.host() + "/team/fraud:1"));
        boolean tagged = registry.requests.stream().anyMatch(request -> request.startsWith("PUT /v2/team/fraud/manifests/sha256-"));
        assertThat(tagged).isEqualTo(!kept);
    }

    private Target target() throws Exception {
        Transfer transfer = new Transfer(line -> {});
        return new RegistryTarget(repository(transfer), transfer, List.of("1"));
    }

    private Repository repository() throws Exception {
        return repository(new Transfer(line -> {}));
    }

    private Repository repository(Transfer transfer) throws Exception {
        Requester requester = new Requester(Outbound.of(Map.of()), Retries.NONE);
        return new RegistryAccess(requester, new DockerConfig(folder.resolve("config.json"), ""), Optional.empty(), false, new OwnerFolder(folder.resolve("state")))
                .repository(Reference.parse("image", registry.host() + "/team/fraud:1"), transfer);
    }
}
