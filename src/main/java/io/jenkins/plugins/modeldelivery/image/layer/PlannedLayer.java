package io.jenkins.plugins.modeldelivery.image.layer;

import java.util.List;

/** The files of one layer, in the order in which its tar has them. */
public record PlannedLayer(LayerKind kind, List<PackedFile> files) {
    public PlannedLayer {
        files = List.copyOf(files);
    }

    /** The length of the files' content in bytes. */
    public long content() {
        return files.stream().mapToLong(PackedFile::size).sum();
    }
}
