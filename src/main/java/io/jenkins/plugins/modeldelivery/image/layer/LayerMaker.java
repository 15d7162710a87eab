package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.IOException;
import java.util.Optional;

/** Makes a layer of planned files. */
public interface LayerMaker {
    /** What will be the layer's blob, where that is certain and its digest is not known from an earlier build; else empty. */
    Optional<Blob> unhashed(PlannedLayer plan) throws IOException;

    /**
     * The layer with its digests.
     *
     * @throws IOException if a file cannot be read or was changed meanwhile
     */
    BuiltLayer build(PlannedLayer plan) throws IOException, InterruptedException;
}
