package io.jenkins.plugins.modeldelivery.image.oci;

import io.jenkins.plugins.modeldelivery.image.blob.Descriptor;
import java.io.IOException;

/** A place that holds an image: a repository of a registry, or a folder. Everything that it gives was verified by digest. */
public interface ContentSource {
    /** Where this is, for people and for the annotation that names the base image. */
    String name();

    /** The image that was asked for: an index or a manifest. */
    Descriptor root() throws IOException, InterruptedException;

    /**
     * A manifest or an index.
     *
     * @throws IOException if it cannot be had or is not what the digest says
     */
    byte[] manifest(Descriptor descriptor) throws IOException, InterruptedException;

    /** A small blob, such as an image's configuration. */
    byte[] document(Descriptor descriptor) throws IOException, InterruptedException;

    /** A layer, fetched when it is opened, if it ever is. */
    StoredBlob layer(Descriptor descriptor);
}
