package io.jenkins.plugins.modeldelivery.image.model;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** HDF5, in which Keras kept its models before its own archive. */
final class HdfReader implements ModelReader {
    private static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";
    private static final int SEARCHED = 4 << 20;

    @Override
    public boolean read(String name, byte[] head, Blob blob, Evidence evidence) throws IOException {
        if (!new String(head, StandardCharsets.ISO_8859_1).startsWith(SIGNATURE)) {
            return false;
        }
        String beginning;
        try (InputStream stream = blob.open(0)) {
            beginning = new String(stream.readNBytes(SEARCHED), StandardCharsets.ISO_8859_1);
        }
        boolean keras = beginning.contains("keras_version") || beginning.contains("layer_names");
        evidence.format(keras ? "keras" : "hdf5", keras ? 50 : 20);
        return true;
    }
}
