package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;

/**
 * A layer that is ready to be sent.
 *
 * @param blob what is stored in the registry
 * @param diffId digest of the uncompressed tar
 */
public record BuiltLayer(PlannedLayer plan, Blob blob, Descriptor descriptor, Digest diffId) {}
