package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import java.util.List;
import java.util.Map;

/** Reads the GPUs on the metrics page of a Triton Inference Server, whose units are shares, bytes, watts and joules. */
final class TritonGpuPage {
    private static final Map<String, GpuField> FIELDS = Map.of(
            "nv_gpu_utilization", GpuField.UTILIZATION,
            "nv_gpu_memory_used_bytes", GpuField.MEMORY_USED,
            "nv_gpu_memory_total_bytes", GpuField.MEMORY_TOTAL,
            "nv_gpu_power_usage", GpuField.POWER,
            "nv_energy_consumption", GpuField.ENERGY);

    private TritonGpuPage() {}

    static List<GpuSample> read(Reading reading) {
        GpuReadings devices = new GpuReadings();
        for (Sample sample : reading.samples()) {
            GpuField field = FIELDS.get(sample.name());
            if (field != null && sample.value() >= 0 && Double.isFinite(sample.value())) {
                devices.add(sample.labels().getOrDefault("gpu_uuid", "GPU"), "", "", field, sample.value());
            }
        }
        return devices.samples(reading.time());
    }
}
