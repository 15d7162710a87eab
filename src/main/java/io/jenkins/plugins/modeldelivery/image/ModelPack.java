package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import io.jenkins.plugins.modeldelivery.image.model.ModelFacts;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.image.oci.ManifestDocument;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts raw layers together as an artifact of the ModelPack specification 0.0.7. */
final class ModelPack {
    private static final String MANIFEST = "application/vnd.cncf.model.manifest.v1+json";
    private static final String CONFIG = "application/vnd.cncf.model.config.v1+json";

    private ModelPack() {}

    static PackagedImage assemble(
            String name, List<BuiltLayer> layers, ModelFacts facts, Map<String, String> annotations, Instant created) {
        byte[] config = Json.bytes(config(name, layers, facts, created));
        Descriptor descriptor = new Descriptor(CONFIG, Digest.of(config), config.length);
        Map<String, StoredBlob> blobs = new LinkedHashMap<>();
        blobs.put(descriptor.digest().toString(), new StoredBlob(descriptor, SegmentedBlob.of(config)));
        layers.forEach(layer -> blobs.put(
                layer.descriptor().digest().toString(), new StoredBlob(layer.descriptor(), layer.blob())));
        ManifestDocument manifest = ManifestDocument.artifact(
                MANIFEST, descriptor, layers.stream().map(BuiltLayer::descriptor).toList(), annotations, Optional.empty());
        return new PackagedImage(List.of(manifest), blobs);
    }

    private static Map<String, Object> config(String name, List<BuiltLayer> layers, ModelFacts facts, Instant created) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("createdAt", created.toString());
        descriptor.put("name", name);
        if (!facts.licence().isEmpty()) {
            descriptor.put("licenses", List.of(facts.licence()));
        }
        Map<String, Object> model = new LinkedHashMap<>();
        put(model, "architecture", facts.details().getOrDefault("architecture", ""));
        put(model, "format", facts.format());
        facts.parameters().ifPresent(count -> put(model, "paramSize", abbreviated(count)));
        put(model, "precision", facts.precision());
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("type", "layers");
        files.put("diffIds", layers.stream().map(layer -> layer.diffId().toString()).toList());
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("descriptor", descriptor);
        config.put("modelfs", files);
        config.put("config", model);
        return config;
    }

    /** The number of parameters as the specification writes it, such as {@code 8.0b}. */
    private static String abbreviated(long count) {
        if (count >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1fb", count / 1e9);
        }
        return count >= 1_000_000 ? String.format(Locale.ROOT, "%.1fm", count / 1e6) : Long.toString(count);
    }

    private static void put(Map<String, Object> map, String name, String value) {
        if (!value.isEmpty()) {
            map.put(name, value);
        }
    }
}
