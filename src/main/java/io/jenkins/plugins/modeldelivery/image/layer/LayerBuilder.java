package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a layer of planned files. Weights are never compressed: they hardly shrink and compressing is slower than
 * sending. What is compressed goes through a file in the scratch folder, which holds no weights.
 */
public final class LayerBuilder implements LayerMaker {
    private final BlobHasher hasher;
    private final Compression compression;
    private final Path scratch;
    private final long modified;

    /**
     * Prepares to build.
     *
     * @param modified the time of every entry, in seconds since the epoch
     */
    public LayerBuilder(BlobHasher hasher, Compression compression, Path scratch, long modified) {
        this.hasher = hasher;
        this.compression = compression;
        this.scratch = scratch;
        this.modified = modified;
    }

    /** Whether a layer is never compressed, so that its size is known beforehand. */
    public static boolean staysAsItIs(PlannedLayer plan) {
        return plan.kind() == LayerKind.WEIGHTS;
    }

    @Override
    public Optional<Blob> unhashed(PlannedLayer plan) throws IOException {
        SegmentedBlob tar = tar(plan);
        return isCompressed(plan) || hasher.isKnown(tar) ? Optional.empty() : Optional.of(tar);
    }

    private boolean isCompressed(PlannedLayer plan) {
        return compression != Compression.NONE && !staysAsItIs(plan);
    }

    private SegmentedBlob tar(PlannedLayer plan) {
        TarBuilder builder = new TarBuilder(modified);
        plan.files().forEach(builder::file);
        return builder.build();
    }

    @Override
    public BuiltLayer build(PlannedLayer plan) throws IOException, InterruptedException {
        SegmentedBlob tar = tar(plan);
        boolean compressed = isCompressed(plan);
        // What is compressed is read anyway, and no registry compares it with a digest that the cache remembers.
        Digest diffId = compressed ? BlobHasher.hash(tar) : hasher.digest(tar);
        Blob blob = compressed ? compression.compress(tar, scratch) : tar;
        Digest digest = compressed ? hasher.digest(blob) : diffId;
        String mediaType = (compressed ? compression : Compression.NONE).mediaType();
        return new BuiltLayer(plan, blob, new Descriptor(mediaType, digest, blob.size()), diffId);
    }
}
