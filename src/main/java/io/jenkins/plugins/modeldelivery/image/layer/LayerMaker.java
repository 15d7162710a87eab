package io.jenkins.plugins.modeldelivery.image.layer;

import java.io.IOException;

/** Makes a layer of planned files. */
@FunctionalInterface
public interface LayerMaker {
    /**
     * The layer with its digests.
     *
     * @throws IOException if a file cannot be read or was changed meanwhile
     */
    BuiltLayer build(PlannedLayer plan) throws IOException, InterruptedException;
}
