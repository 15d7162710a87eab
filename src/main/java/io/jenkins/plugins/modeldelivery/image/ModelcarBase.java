package io.jenkins.plugins.modeldelivery.image;

import io.airlift.compress.zstd.ZstdInputStream;
import io.jenkins.plugins.modeldelivery.image.oci.BaseImage;
import io.jenkins.plugins.modeldelivery.image.oci.StoredBlob;
import io.jenkins.plugins.modeldelivery.image.scan.TarEntries;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Checks that a base image has what KServe calls in a modelcar: it links the model with sh and ln, and stays with sleep. */
final class ModelcarBase {
    private static final List<String> PROGRAMS = List.of("sh", "ln", "sleep");

    private ModelcarBase() {}

    /**
     * Returns if the programs are there.
     *
     * @throws InvalidInputException naming the missing ones
     */
    static void check(BaseImage base) throws IOException {
        Set<String> missing = new TreeSet<>(PROGRAMS);
        for (StoredBlob layer : base.layers()) {
            try (InputStream tar = decompressed(layer)) {
                TarEntries.names(tar, name -> missing.remove(program(name)));
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidInputException("base '" + base.name() + "' has no " + String.join(", ", missing)
                    + ", which KServe calls in a modelcar; choose another base such as busybox");
        }
    }

    private static String program(String path) {
        return path.matches("(\\./)?/?(usr/)?s?bin/[a-z]+") ? path.substring(path.lastIndexOf('/') + 1) : "";
    }

    private static InputStream decompressed(StoredBlob layer) throws IOException {
        InputStream stored = new BufferedInputStream(layer.content().open(0), 64 << 10);
        String mediaType = layer.descriptor().mediaType();
        if (mediaType.endsWith("+gzip")) {
            return new GZIPInputStream(stored, 64 << 10);
        }
        return mediaType.endsWith("+zstd") ? new ZstdInputStream(stored) : stored;
    }
}
