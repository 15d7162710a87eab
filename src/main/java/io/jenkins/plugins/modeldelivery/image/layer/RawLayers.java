package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.BlobHasher;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.Segment;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The layers of a ModelPack artifact: each file as it is, with its path in an annotation. ModelPack specification 0.0.7. */
public final class RawLayers implements LayerMaker {
    private static final String PREFIX = "application/vnd.cncf.model.";

    private final BlobHasher hasher;

    public RawLayers(BlobHasher hasher) {
        this.hasher = hasher;
    }

    /** One layer for each file. */
    public static List<PlannedLayer> plan(List<PackedFile> files) {
        return files.stream().map(file -> new PlannedLayer(LayerKind.WEIGHTS, List.of(file))).toList();
    }

    @Override
    public Optional<Blob> unhashed(PlannedLayer plan) throws IOException {
        SegmentedBlob blob = blob(plan.files().get(0));
        return hasher.isKnown(blob) ? Optional.empty() : Optional.of(blob);
    }

    private static SegmentedBlob blob(PackedFile file) {
        return new SegmentedBlob(List.of(new Segment.WholeFile(file.source(), file.stamp())));
    }

    @Override
    public BuiltLayer build(PlannedLayer plan) throws IOException, InterruptedException {
        PackedFile file = plan.files().get(0);
        SegmentedBlob blob = blob(file);
        Digest digest = hasher.digest(blob);
        Map<String, String> annotations = Map.of("org.cncf.model.filepath", file.name());
        return new BuiltLayer(plan, blob, new Descriptor(mediaType(file.name()), digest, blob.size(), annotations), digest);
    }

    private static String mediaType(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (last.startsWith("readme") || last.startsWith("licen") || last.endsWith(".md")) {
            return PREFIX + "doc.v1.raw";
        }
        if (last.endsWith(".json") || last.endsWith(".yaml") || last.endsWith(".yml") || last.endsWith(".txt") || last.equals("mlmodel")) {
            return PREFIX + "weight.config.v1.raw";
        }
        return last.endsWith(".py") ? PREFIX + "code.v1.raw" : PREFIX + "weight.v1.raw";
    }
}
