package io.jenkins.plugins.modeldelivery.image.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people and tools write beside the weights: MLflow's MLmodel, a config.json, a model card, a licence. */
final class DescriptionReader implements ModelReader {
    private static final int LARGEST = 1 << 20;
    private static final Pattern FLAVOR = Pattern.compile("(?m)^  ([a-z_]+):\\s*$");
    private static final Pattern CARD_LICENCE = Pattern.compile("(?s)^---\\n.*?^license:\\s*([A-Za-z0-9.+-]+)\\s*$", Pattern.MULTILINE);
    private static final Map<String, String> LICENCES = Map.of(
            "apache license", "Apache-2.0", "mit license", "MIT", "gnu general public license", "GPL",
            "bsd 3-clause", "BSD-3-Clause", "mozilla public license", "MPL-2.0");

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        String last = name.substring(name.lastIndexOf('/') + 1);
        switch (last) {
            case "MLmodel" -> mlModel(text(blob), evidence);
            case "config.json" -> configuration(Json.parse(text(blob).getBytes(StandardCharsets.UTF_8)), evidence);
            case "README.md" -> card(text(blob), evidence);
            case "LICENSE", "LICENSE.txt", "LICENSE.md" -> licence(text(blob), evidence);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void mlModel(String text, Evidence evidence) {
        String flavors = section(text, "flavors");
        List<String> names = new ArrayList<>();
        Matcher matcher = FLAVOR.matcher(flavors);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        if (names.isEmpty()) {
            return;
        }
        evidence.format("mlflow", 60);
        evidence.detail("flavors", String.join(", ", names));
        String signature = section(text, "signature");
        if (!signature.isBlank()) {
            evidence.signature(signature);
        }
    }

    /** The indented lines below a key at the beginning of a line. */
    private static String section(String yaml, String key) {
        Matcher matcher = Pattern.compile("(?m)^" + key + ":[ \\t]*\\n((?:[ \\t]+.*\\n?)*)").matcher(yaml);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void configuration(JsonNode config, Evidence evidence) {
        evidence.detail("architecture", config.path("architectures").path(0).asText());
        evidence.detail("model_type", config.path("model_type").asText());
        evidence.detail("torch_dtype", config.path("torch_dtype").asText());
    }

    private static void card(String text, Evidence evidence) {
        Matcher matcher = CARD_LICENCE.matcher(text);
        if (matcher.find()) {
            evidence.licence(matcher.group(1));
        }
    }

    private static void licence(String text, Evidence evidence) {
        String start = text.substring(0, Math.min(text.length(), 400)).toLowerCase(Locale.ROOT);
        LICENCES.entrySet().stream()
                .filter(entry -> start.contains(entry.getKey()))
                .findFirst()
                .ifPresent(entry -> evidence.licence(entry.getValue()));
    }

    private static String text(Blob blob) throws IOException {
        try (InputStream stream = blob.open(0)) {
            return new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }
}
