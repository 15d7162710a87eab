package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.blob.VerifiedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.TarBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file for {@code docker load}: an OCI layout in a tar, with the manifest that older versions of Docker read. */
public final class DockerArchive {
    private final Path file;

    public DockerArchive(Path file) {
        this.file = file;
    }

    /**
     * Writes the image of one platform; returns the bytes written.
     *
     * @param tag such as {@code registry/fraud:1.4}; the empty string for none
     */
    public long write(PackagedImage image, String tag) throws IOException {
        SegmentedBlob archive = content(image, tag);
        OciLayout.replace(file, archive);
        return archive.size();
    }

    /** The archive without a file: what {@code docker load} may be sent. */
    public static SegmentedBlob content(PackagedImage image, String tag) throws IOException {
        TarBuilder tar = new TarBuilder(0);
        tar.file("oci-layout", OciLayout.LAYOUT);
        tar.file("index.json", index(image.root(), tag));
        for (StoredBlob blob : image.blobs().values()) {
            Digest digest = blob.descriptor().digest();
            tar.file(path(digest), new VerifiedBlob(digest, blob.content()));
        }
        ManifestDocument manifest = image.manifests().get(0);
        tar.file(path(manifest.descriptor().digest()), manifest.content());
        tar.file("manifest.json", dockerManifest(Json.parse(manifest.content()), tag));
        return tar.build();
    }

    private static byte[] index(Descriptor root, String tag) {
        Map<String, String> names = tag.isEmpty() ? Map.of() : Map.of("io.containerd.image.name", tag);
        Descriptor named = new Descriptor(root.mediaType(), root.digest(), root.size(), names);
        return ManifestDocument.index(List.of(ManifestDocument.map(named)), Map.of()).content();
    }

    private static byte[] dockerManifest(JsonNode manifest, String tag) {
        List<String> layers = new ArrayList<>();
        manifest.path("layers").forEach(layer -> layers.add(path(layer)));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Config", path(manifest.path("config")));
        entry.put("RepoTags", tag.isEmpty() ? List.of() : List.of(tag));
        entry.put("Layers", layers);
        return Json.bytes(List.of(entry));
    }

    private static String path(JsonNode descriptor) {
        return path(Digest.parse(descriptor.path("digest").asText()));
    }

    private static String path(Digest digest) {
        return "blobs/sha256/" + digest.hex();
    }
}
