package io.jenkins.plugins.modeldelivery.image.blob;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one document of an image points to content, as in the OCI image specification.
 *
 * @param size in bytes
 * @param annotations in the order of their names, so that the same image is the same bytes
 */
public record Descriptor(String mediaType, Digest digest, long size, Map<String, String> annotations) {
    public Descriptor {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, Map.of());
    }
}
