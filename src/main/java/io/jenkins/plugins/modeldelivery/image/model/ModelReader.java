package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.IOException;

/** Understands one family of formats. */
interface ModelReader {
    /**
     * Tells what a file says of its model; returns false if it is of another format.
     *
     * @param name its path below the model's folder
     * @param head its first bytes, up to 4 KiB
     * @throws IOException if it begins as the format does and goes on otherwise
     */
    boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException;
}
