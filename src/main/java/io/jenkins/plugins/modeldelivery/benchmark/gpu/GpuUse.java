package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one GPU did during a load point; NaN stands for what the device does not support.
 *
 * @param utilization mean share of time with at least one kernel running, 0 to 1
 * @param memoryUsed highest, bytes
 * @param power mean, watts
 * @param energy joules: the integral of the power between the first and the last sample, an estimate
 * @param temperature highest, degrees Celsius
 */
public record GpuUse(
        String uuid,
        String name,
        long samples,
        double utilization,
        double memoryUsed,
        double memoryTotal,
        double power,
        double energy,
        double temperature) {

    /** Sums up the samples of a load point, device by device. */
    public static List<GpuUse> of(List<GpuSample> samples) {
        Map<String, List<GpuSample>> byDevice = new LinkedHashMap<>();
        samples.forEach(sample -> byDevice.computeIfAbsent(sample.uuid(), any -> new ArrayList<>()).add(sample));
        return byDevice.values().stream().map(GpuUse::ofDevice).toList();
    }

    private static GpuUse ofDevice(List<GpuSample> samples) {
        GpuSample any = samples.get(0);
        return new GpuUse(
                any.uuid(),
                any.name(),
                samples.size(),
                mean(samples, GpuSample::utilization),
                highest(samples, GpuSample::memoryUsed),
                highest(samples, GpuSample::memoryTotal),
                mean(samples, GpuSample::power),
                energy(samples),
                highest(samples, GpuSample::temperature));
    }

    /** Trapezoids between neighbouring samples that both know the power. */
    private static double energy(List<GpuSample> samples) {
        List<GpuSample> known = samples.stream().filter(sample -> !Double.isNaN(sample.power())).toList();
        if (known.size() < 2) {
            return Double.NaN;
        }
        double joules = 0;
        for (int i = 1; i < known.size(); i++) {
            double seconds = known.get(i).time() - known.get(i - 1).time();
            joules += Math.max(0, seconds) * (known.get(i).power() + known.get(i - 1).power()) / 2;
        }
        return joules;
    }

    private static double mean(List<GpuSample> samples, ToDoubleFunction<GpuSample> field) {
        return samples.stream().mapToDouble(field).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    private static double highest(List<GpuSample> samples, ToDoubleFunction<GpuSample> field) {
        return samples.stream().mapToDouble(field).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
    }

    /** The use as the report holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uuid", uuid);
        map.put("name", name);
        map.put("samples", samples);
        map.put("utilization", utilization);
        map.put("memoryUsed", memoryUsed);
        map.put("memoryTotal", memoryTotal);
        map.put("power", power);
        map.put("energy", energy);
        map.put("energyMethod", "integrated power");
        map.put("temperature", temperature);
        return map;
    }
}
