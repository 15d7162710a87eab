package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a machine must be to run an image, in Go's words.
 *
 * @param variant such as {@code v8}; the empty string for none
 */
public record Platform(String os, String architecture, String variant) {
    /** What is built when nothing else is asked for, on every agent alike. */
    public static final Platform USUAL = new Platform("linux", "amd64", "");

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?");

    /**
     * Reads {@code linux/arm64} or {@code linux/arm/v7}.
     *
     * @throws InvalidInputException if it is written otherwise
     */
    public static Platform parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInputException("platforms '" + text + "' is not a platform; write it as in linux/amd64");
        }
        String[] parts = text.split("/");
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** What an entry of an index or a configuration says. */
    public static Platform of(JsonNode node) {
        return new Platform(
                node.path("os").asText(), node.path("architecture").asText(), node.path("variant").asText());
    }

    /** Whether an image for {@code other} is what was asked for: the variant counts only where it was named. */
    boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty() || variant.equals(other.variant));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("architecture", architecture);
        map.put("os", os);
        if (!variant.isEmpty()) {
            map.put("variant", variant);
        }
        return map;
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
