package io.jenkins.plugins.modeldelivery.image.provenance;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** SLSA provenance, version 1: which build made the image, from what, and how it was asked to. */
public final class SlsaProvenance {
    private static final String PREDICATE = "https://slsa.dev/provenance/v1";
    private static final String BUILD_TYPE = "https://plugins.jenkins.io/model-delivery/buildModelImage/v1";
    private static final String BUILDER = "https://plugins.jenkins.io/model-delivery";

    private SlsaProvenance() {}

    /**
     * The statement.
     *
     * @param parameters how the step was called, without credentials
     * @param facts job, number, url, commit, agent, where known
     * @param materials names and SHA-256 digests of what went in, such as the base image
     */
    public static Statement of(
            Subject subject,
            Map<String, Object> parameters,
            Map<String, String> facts,
            Map<String, String> materials,
            String tool,
            Instant started,
            Instant finished) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("buildType", BUILD_TYPE);
        definition.put("externalParameters", parameters);
        definition.put("internalParameters", facts);
        definition.put("resolvedDependencies", materials.entrySet().stream().map(SlsaProvenance::dependency).toList());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("invocationId", facts.getOrDefault("url", facts.getOrDefault("job", "") + "#" + facts.getOrDefault("number", "")));
        metadata.put("startedOn", started.toString());
        metadata.put("finishedOn", finished.toString());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("builder", Map.of("id", BUILDER, "version", Map.of("model-delivery", tool)));
        details.put("metadata", metadata);
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("buildDefinition", definition);
        predicate.put("runDetails", details);
        return new Statement(subject, PREDICATE, predicate);
    }

    private static Map<String, Object> dependency(Map.Entry<String, String> material) {
        String algorithm = material.getValue().matches("[0-9a-f]{64}") ? "sha256" : "gitCommit";
        Map<String, Object> dependency = new LinkedHashMap<>();
        dependency.put("uri", material.getKey());
        dependency.put("digest", Map.of(algorithm, material.getValue()));
        return dependency;
    }
}
