package io.jenkins.plugins.modeldelivery.image.oci;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A manifest or an index: its bytes and the descriptor that points to them. */
public record ManifestDocument(Descriptor descriptor, byte[] content) {
    /** The two bytes that stand for a configuration that is not needed. */
    private static final byte[] EMPTY_JSON = {'{', '}'};

    /** A manifest of an image. */
    public static ManifestDocument image(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
        return manifest("", config, layers, annotations, Optional.empty());
    }

    /**
     * A manifest of an artifact.
     *
     * @param subject the image to which it is attached
     */
    public static ManifestDocument artifact(
            String artifactType,
            Descriptor config,
            List<Descriptor> layers,
            Map<String, String> annotations,
            Optional<Descriptor> subject) {
        return manifest(artifactType, config, layers, annotations, subject);
    }

    /** The configuration of artifacts that need none. */
    public static StoredBlob emptyConfig() {
        Descriptor descriptor = new Descriptor(MediaTypes.EMPTY, Digest.of(EMPTY_JSON), EMPTY_JSON.length);
        return new StoredBlob(descriptor, SegmentedBlob.of(EMPTY_JSON));
    }

    /** An index with one entry for each platform, in the given order. */
    static ManifestDocument index(Map<Platform, Descriptor> manifests, Map<String, String> annotations) {
        List<Map<String, Object>> entries = new ArrayList<>();
        manifests.forEach((platform, descriptor) -> {
            Map<String, Object> entry = map(descriptor);
            entry.put("platform", platform.toMap());
            entries.add(entry);
        });
        return index(entries, annotations);
    }

    /** An index of these entries, each written as {@link #map} does. */
    public static ManifestDocument index(List<Map<String, Object>> entries, Map<String, String> annotations) {
        Map<String, Object> document = begin(MediaTypes.INDEX);
        document.put("manifests", entries);
        return end(MediaTypes.INDEX, document, annotations);
    }

    /** A descriptor as JSON has it. */
    public static Map<String, Object> map(Descriptor descriptor) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mediaType", descriptor.mediaType());
        map.put("digest", descriptor.digest().toString());
        map.put("size", descriptor.size());
        if (!descriptor.annotations().isEmpty()) {
            map.put("annotations", descriptor.annotations());
        }
        return map;
    }

    private static ManifestDocument manifest(
            String artifactType,
            Descriptor config,
            List<Descriptor> layers,
            Map<String, String> annotations,
            Optional<Descriptor> subject) {
        Map<String, Object> document = begin(MediaTypes.MANIFEST);
        if (!artifactType.isEmpty()) {
            document.put("artifactType", artifactType);
        }
        document.put("config", map(config));
        document.put("layers", layers.stream().map(ManifestDocument::map).toList());
        subject.ifPresent(image -> document.put("subject", map(image)));
        return end(MediaTypes.MANIFEST, document, annotations);
    }

    private static Map<String, Object> begin(String mediaType) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", 2);
        document.put("mediaType", mediaType);
        return document;
    }

    private static ManifestDocument end(
            String mediaType, Map<String, Object> document, Map<String, String> annotations) {
        if (!annotations.isEmpty()) {
            document.put("annotations", new TreeMap<>(annotations));
        }
        byte[] content = Json.bytes(document);
        return new ManifestDocument(new Descriptor(mediaType, Digest.of(content), content.length), content);
    }
}
