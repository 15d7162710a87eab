package io.jenkins.plugins.modeldelivery.image.provenance;

import io.jenkins.plugins.modeldelivery.image.layer.BuiltLayer;
import io.jenkins.plugins.modeldelivery.image.layer.PackedFile;
import io.jenkins.plugins.modeldelivery.image.model.ModelFacts;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A bill of materials of a model image, CycloneDX 1.6: the model with its card, the base image, and each file with the
 * layer that holds it. The same image gives the same bytes.
 */
public final class ModelBom {
    public static final String TYPE = "application/vnd.cyclonedx+json";

    private ModelBom() {}

    /** The bill as JSON. */
    public static byte[] json(Subject image, String model, ModelFacts facts, List<BuiltLayer> layers, List<BaseImage> bases) {
        Map<String, Object> bom = new LinkedHashMap<>();
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        bom.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(image.digest().hex().getBytes(StandardCharsets.US_ASCII)));
        bom.put("version", 1);
        bom.put("metadata", Map.of("component", container(image.name(), image.digest().hex(), "image")));
        List<Map<String, Object>> components = new ArrayList<>();
        components.add(model(model, facts));
        for (BaseImage base : bases) {
            if (base.digest() != null) {
                components.add(container(base.name(), base.digest().hex(), "base " + base.platform()));
            }
        }
        for (BuiltLayer layer : layers) {
            layer.plan().files().forEach(file -> components.add(file(file, layer)));
        }
        bom.put("components", components);
        return Json.bytes(bom);
    }

    private static Map<String, Object> container(String name, String digest, String reference) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "container");
        component.put("bom-ref", reference);
        component.put("name", name);
        component.put("version", "sha256:" + digest);
        component.put("hashes", List.of(hash(digest)));
        return component;
    }

    private static Map<String, Object> hash(String hex) {
        Map<String, Object> hash = new LinkedHashMap<>();
        hash.put("alg", "SHA-256");
        hash.put("content", hex);
        return hash;
    }

    private static Map<String, Object> model(String name, ModelFacts facts) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "machine-learning-model");
        component.put("bom-ref", "model");
        component.put("name", name);
        if (!facts.licence().isEmpty()) {
            component.put("licenses", List.of(Map.of("license", Map.of("name", facts.licence()))));
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        put(parameters, "architectureFamily", facts.details().getOrDefault("model_type", ""));
        put(parameters, "modelArchitecture", facts.details().getOrDefault("architecture", facts.details().getOrDefault("class", "")));
        component.put("modelCard", Map.of("modelParameters", parameters));
        List<Map<String, Object>> properties = new ArrayList<>();
        property(properties, "format", facts.format());
        facts.parameters().ifPresent(count -> property(properties, "parameters", Long.toString(count)));
        property(properties, "precision", facts.precision());
        property(properties, "signature", facts.signature());
        property(properties, "size", Long.toString(facts.size()));
        component.put("properties", properties);
        return component;
    }

    /** A large file is known by its layer, whose tar anybody can make again: hashing it a second time would cost as much. */
    private static Map<String, Object> file(PackedFile file, BuiltLayer layer) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "file");
        component.put("name", file.target());
        List<Map<String, Object>> properties = new ArrayList<>();
        property(properties, "size", Long.toString(file.size()));
        property(properties, "layer", layer.descriptor().digest().toString());
        component.put("properties", properties);
        return component;
    }

    private static void property(List<Map<String, Object>> properties, String name, String value) {
        if (!value.isEmpty()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("name", "model-delivery:" + name);
            property.put("value", value);
            properties.add(property);
        }
    }

    private static void put(Map<String, Object> map, String name, String value) {
        if (!value.isEmpty()) {
            map.put(name, value);
        }
    }
}
