package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where GPU counters come from. */
public enum GpuSource {
    /** {@code nvidia-smi} where there is one. */
    AUTO,
    /** NVIDIA's command line on the machine that generates the load. */
    NVIDIA_SMI,
    /** No GPU is looked at. */
    NONE;

    /** The values as a user writes them. */
    public static List<String> choices() {
        return Arrays.stream(values())
                .map(source -> source.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
