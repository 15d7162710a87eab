package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything an image consists of.
 *
 * @param manifests the manifests and, last, the index where there is one: the order in which a registry takes them
 * @param blobs configurations and layers, each once, by digest
 */
public record PackagedImage(List<ManifestDocument> manifests, Map<String, StoredBlob> blobs) {
    public PackagedImage {
        manifests = List.copyOf(manifests);
        blobs = Collections.unmodifiableMap(new LinkedHashMap<>(blobs));
    }

    /** What a reference to the image points to. */
    public Descriptor root() {
        return manifests.get(manifests.size() - 1).descriptor();
    }

    /** The image of one of its platforms, alone. */
    public PackagedImage only(ManifestDocument manifest) throws IOException {
        Map<String, StoredBlob> needed = new LinkedHashMap<>();
        JsonNode document = Json.parse(manifest.content());
        for (JsonNode descriptor : document.path("layers")) {
            needed.put(descriptor.path("digest").asText(), blobs.get(descriptor.path("digest").asText()));
        }
        String config = document.path("config").path("digest").asText();
        needed.put(config, blobs.get(config));
        return new PackagedImage(List.of(manifest), needed);
    }

    /** The bytes that a registry stores for it: manifests, configurations and layers. */
    public long size() {
        long documents = manifests.stream().mapToLong(manifest -> manifest.descriptor().size()).sum();
        return documents + blobs.values().stream().mapToLong(blob -> blob.descriptor().size()).sum();
    }
}
