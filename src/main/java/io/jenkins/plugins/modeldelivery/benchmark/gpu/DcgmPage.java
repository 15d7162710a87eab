package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the page of NVIDIA's dcgm-exporter. DCGM marks what it cannot tell by a value near the end of the number's range
 * (dcgm_structs.h: blank, not found, not supported, not permitted); such a value is absent here.
 */
final class DcgmPage {
    private static final double PERCENT = 0.01;
    private static final double MIB = 1 << 20;
    private static final double MEGAHERTZ = 1e6;
    private static final double MILLIJOULE = 1e-3;
    private static final double INT32_BLANK = 0x7ffffff0;
    private static final double INT32_END = 0x7fffffff;
    private static final double FP64_BLANK = 0x1p47;

    /** How one metric becomes a field. */
    private record Rule(GpuField field, double factor) {}

    private static final Map<String, Rule> RULES = Map.of(
            "DCGM_FI_DEV_GPU_UTIL", new Rule(GpuField.UTILIZATION, PERCENT),
            "DCGM_FI_DEV_MEM_COPY_UTIL", new Rule(GpuField.MEMORY_UTILIZATION, PERCENT),
            "DCGM_FI_DEV_FB_USED", new Rule(GpuField.MEMORY_USED, MIB),
            "DCGM_FI_DEV_POWER_USAGE", new Rule(GpuField.POWER, 1),
            "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", new Rule(GpuField.ENERGY, MILLIJOULE),
            "DCGM_FI_DEV_GPU_TEMP", new Rule(GpuField.TEMPERATURE, 1),
            "DCGM_FI_DEV_SM_CLOCK", new Rule(GpuField.CLOCK, MEGAHERTZ),
            "DCGM_FI_PROF_GR_ENGINE_ACTIVE", new Rule(GpuField.ENGINE_ACTIVE, 1),
            "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", new Rule(GpuField.TENSOR_ACTIVE, 1),
            "DCGM_FI_PROF_DRAM_ACTIVE", new Rule(GpuField.DRAM_ACTIVE, 1));

    /** Together the device's memory; not every exporter shows the reserved part, nor the total itself. */
    private static final List<String> MEMORY =
            List.of("DCGM_FI_DEV_FB_USED", "DCGM_FI_DEV_FB_FREE", "DCGM_FI_DEV_FB_RESERVED");

    private DcgmPage() {}

    static List<GpuSample> read(Reading reading) {
        GpuReadings devices = new GpuReadings();
        Map<List<String>, Map<String, Double>> memory = new HashMap<>();
        for (Sample sample : reading.samples()) {
            if (!sample.name().startsWith("DCGM_FI_")) {
                continue;
            }
            Map<String, String> labels = sample.labels();
            String board = labels.getOrDefault("UUID", "GPU " + labels.getOrDefault("gpu", "?"));
            String instance = instance(labels);
            String name = labels.getOrDefault("modelName", "");
            devices.device(board, "", name);
            if (isBlank(sample)) {
                continue;
            }
            if (MEMORY.contains(sample.name())) {
                memory.computeIfAbsent(List.of(board, instance, name), any -> new HashMap<>())
                        .putIfAbsent(sample.name(), sample.value() * MIB);
            }
            Rule rule = RULES.get(sample.name());
            if (rule != null) {
                devices.add(board, instance, name, rule.field(), sample.value() * rule.factor());
            }
        }
        memory.forEach((device, parts) -> {
            if (parts.containsKey(MEMORY.get(0)) && parts.containsKey(MEMORY.get(1))) {
                double total = parts.values().stream().mapToDouble(Double::doubleValue).sum();
                devices.add(device.get(0), device.get(1), device.get(2), GpuField.MEMORY_TOTAL, total);
            }
        });
        return devices.samples(reading.time());
    }

    private static String instance(Map<String, String> labels) {
        String id = labels.getOrDefault("GPU_I_ID", "");
        return id.isEmpty() ? "" : ("MIG " + id + " " + labels.getOrDefault("GPU_I_PROFILE", "")).strip();
    }

    private static boolean isBlank(Sample sample) {
        double value = sample.value();
        // The energy is an integer of 64 bits and may well pass through the blanks of 32 bits.
        boolean wide = sample.name().equals("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION");
        return !(value >= 0) || value >= FP64_BLANK || !wide && value >= INT32_BLANK && value <= INT32_END;
    }
}
