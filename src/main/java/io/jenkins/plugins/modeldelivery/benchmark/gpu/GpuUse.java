package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * What one GPU, or one MIG instance of it, did during a load point; NaN stands for what it does not support. An instance
 * has no power of its own: that is the board's.
 *
 * @param device the board's UUID
 * @param instance names the MIG instance; the empty string for the board
 * @param utilization share of time with at least one kernel running, 0 to 1
 * @param memoryUsed highest, bytes
 * @param power watts
 * @param energy joules
 * @param energyMethod {@code counter}, or {@code integrated power}, which is an estimate
 * @param temperature highest, degrees Celsius
 * @param clock mean, hertz
 * @param engineActive mean share of time in which an engine was busy, 0 to 1
 * @param tensorActive mean share of cycles in which tensor cores were busy, 0 to 1
 * @param dramActive mean share of cycles in which the memory moved data, 0 to 1
 */
public record GpuUse(
        String device,
        String instance,
        String name,
        long samples,
        Estimate utilization,
        double memoryUsed,
        double memoryTotal,
        Estimate power,
        Estimate energy,
        String energyMethod,
        double temperature,
        double clock,
        double engineActive,
        double tensorActive,
        double dramActive) {

    /**
     * Sums up the samples of a load point, device by device.
     *
     * @param seconds that the load point took
     * @param confidence of the intervals
     */
    public static List<GpuUse> of(List<GpuSample> samples, double seconds, double confidence) {
        Map<List<String>, List<GpuSample>> byDevice = new LinkedHashMap<>();
        for (GpuSample sample : samples) {
            List<String> key = List.of(sample.device(), sample.instance());
            byDevice.computeIfAbsent(key, any -> new ArrayList<>()).add(sample);
        }
        return byDevice.values().stream().map(device -> ofDevice(device, seconds, confidence)).toList();
    }

    private static GpuUse ofDevice(List<GpuSample> samples, double seconds, double confidence) {
        GpuSample any = samples.get(0);
        EnergyMeter meter = new EnergyMeter(samples, seconds);
        Function<GpuField, DoubleStream> known = field ->
                samples.stream().mapToDouble(sample -> sample.get(field)).filter(Double::isFinite);
        return new GpuUse(
                any.device(),
                any.instance(),
                any.name(),
                samples.size(),
                SampledMean.of(samples, GpuField.UTILIZATION, confidence),
                highest(known.apply(GpuField.MEMORY_USED)),
                highest(known.apply(GpuField.MEMORY_TOTAL)),
                SampledMean.of(samples, GpuField.POWER, confidence),
                meter.energy(confidence),
                meter.method(),
                highest(known.apply(GpuField.TEMPERATURE)),
                mean(known.apply(GpuField.CLOCK)),
                mean(known.apply(GpuField.ENGINE_ACTIVE)),
                mean(known.apply(GpuField.TENSOR_ACTIVE)),
                mean(known.apply(GpuField.DRAM_ACTIVE)));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(Double.NaN);
    }

    private static double highest(DoubleStream values) {
        return values.max().orElse(Double.NaN);
    }

    /** Whether it is a whole board, which alone has power and energy. */
    public boolean isBoard() {
        return instance.isEmpty();
    }

    /** The use as the report holds it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uuid", device);
        map.put("instance", instance);
        map.put("name", name);
        map.put("samples", samples);
        map.put("utilization", utilization.value());
        map.put("memoryUsed", memoryUsed);
        map.put("memoryTotal", memoryTotal);
        map.put("power", power.value());
        map.put("energy", energy.value());
        map.put("energyMethod", energyMethod);
        map.put("temperature", temperature);
        map.put("clock", clock);
        map.put("engineActive", engineActive);
        map.put("tensorActive", tensorActive);
        map.put("dramActive", dramActive);
        return map;
    }
}
