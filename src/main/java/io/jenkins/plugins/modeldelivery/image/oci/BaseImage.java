package io.jenkins.plugins.modeldelivery.image.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import java.util.List;

/**
 * What the layers are put on, for one platform.
 *
 * @param name for people; the empty string for an empty base
 * @param digest digest of what {@code name} led to; null for an empty base
 * @param config the image's configuration; a missing node for an empty base
 */
public record BaseImage(String name, Digest digest, Platform platform, JsonNode config, List<StoredBlob> layers) {
    public BaseImage {
        layers = List.copyOf(layers);
    }

    /** No base at all: {@code scratch}. */
    public static BaseImage scratch(Platform platform) {
        return new BaseImage("", null, platform, MissingNode.getInstance(), List.of());
    }
}
