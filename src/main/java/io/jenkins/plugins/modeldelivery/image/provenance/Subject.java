package io.jenkins.plugins.modeldelivery.image.provenance;

import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import java.util.Map;

/**
 * The image that is spoken of.
 *
 * @param name its name without tag and digest
 */
public record Subject(String name, Digest digest) {
    Map<String, Object> toMap() {
        return Map.of("name", name, "digest", Map.of("sha256", digest.hex()));
    }
}
