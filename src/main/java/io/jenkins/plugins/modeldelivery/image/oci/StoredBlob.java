package io.jenkins.plugins.modeldelivery.image.oci;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;

/**
 * A blob of an image and its descriptor.
 *
 * @param origin the repository from which a registry may take it itself, as {@code host/name}; the empty string for none
 */
public record StoredBlob(Descriptor descriptor, Blob content, String origin) {
    public StoredBlob(Descriptor descriptor, Blob content) {
        this(descriptor, content, "");
    }
}
