package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.util.Map;

/**
 * One reading of one GPU, or of one MIG instance of it.
 *
 * @param time seconds since 1970
 * @param device the board's UUID, or what else names it
 * @param instance names the MIG instance; the empty string for the board
 * @param values finite; what the device does not support is absent, never zero
 */
public record GpuSample(double time, String device, String instance, String name, Map<GpuField, Double> values) {
    public GpuSample {
        values = Map.copyOf(values);
    }

    /** The value, or NaN where the device does not support it. */
    public double get(GpuField field) {
        return values.getOrDefault(field, Double.NaN);
    }
}
