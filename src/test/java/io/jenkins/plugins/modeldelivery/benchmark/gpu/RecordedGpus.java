package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages in the formats of NVIDIA's tools, written by hand with their traps, beside this class. */
final class RecordedGpus {
    private RecordedGpus() {}

    static String text(String name) {
        try (InputStream in = RecordedGpus.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reading page(String name) {
        return new Reading(0, Exposition.parse(name, text(name)));
    }

    static GpuSample sample(double time, Map<GpuField, Double> values) {
        return new GpuSample(time, "GPU-1", "", "NVIDIA H100", values);
    }
}
