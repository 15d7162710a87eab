package io.jenkins.plugins.modeldelivery.benchmark.gpu;

/**
 * One reading of one GPU; NaN stands for what the device does not support.
 *
 * @param time seconds since 1970
 * @param uuid names the device or the MIG instance
 * @param utilization share of time with at least one kernel running, 0 to 1; this is not saturation
 * @param memoryUtilization share of time in which memory was read or written, 0 to 1
 * @param memoryUsed bytes
 * @param memoryTotal bytes
 * @param power watts
 * @param temperature degrees Celsius
 * @param clock of the streaming multiprocessors, hertz
 */
public record GpuSample(
        double time,
        String uuid,
        String name,
        double utilization,
        double memoryUtilization,
        double memoryUsed,
        double memoryTotal,
        double power,
        double temperature,
        double clock) {}
