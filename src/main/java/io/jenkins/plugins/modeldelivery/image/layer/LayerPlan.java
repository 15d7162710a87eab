package io.jenkins.plugins.modeldelivery.image.layer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which file goes into which layer. Weights come first: each large file is a layer of its own, so that a new
 * shard or a new tokenizer does not send the other shards again; small ones share a layer. Dependencies, code and
 * configuration follow, one layer each.
 */
public final class LayerPlan {
    /** From this size on a file of weights is a layer of its own. */
    static final long LARGE = 64L << 20;
    /** Container runtimes stop at 127 layers; the base image needs some of them. */
    static final int MOST_LAYERS = 90;

    private LayerPlan() {}

    /** Plans the layers of a model and, where there is one, of what serves it. */
    public static List<PlannedLayer> of(List<PackedFile> model, List<PackedFile> serving) {
        List<PlannedLayer> layers = new ArrayList<>(weights(model));
        Map<LayerKind, List<PackedFile>> byKind = new EnumMap<>(LayerKind.class);
        for (PackedFile file : serving) {
            byKind.computeIfAbsent(LayerKind.ofServing(file.name()), kind -> new ArrayList<>()).add(file);
        }
        byKind.forEach((kind, files) -> layers.add(new PlannedLayer(kind, files)));
        return List.copyOf(layers);
    }

    private static List<PlannedLayer> weights(List<PackedFile> files) {
        long large = LARGE;
        while (countFrom(files, large) > MOST_LAYERS) {
            large *= 2;
        }
        List<PlannedLayer> layers = new ArrayList<>();
        List<PackedFile> small = new ArrayList<>();
        for (PackedFile file : files) {
            if (file.size() >= large) {
                layers.add(new PlannedLayer(LayerKind.WEIGHTS, List.of(file)));
            } else {
                small.add(file);
            }
        }
        if (!small.isEmpty()) {
            layers.add(new PlannedLayer(LayerKind.WEIGHTS, small));
        }
        return layers;
    }

    private static long countFrom(List<PackedFile> files, long size) {
        return files.stream().filter(file -> file.size() >= size).count();
    }
}
