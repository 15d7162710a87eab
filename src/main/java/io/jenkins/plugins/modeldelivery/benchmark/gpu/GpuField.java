package io.jenkins.plugins.modeldelivery.benchmark.gpu;

/** What is known of a GPU at one moment, in which unit. */
public enum GpuField {
    /** Share of time with at least one kernel running, 0 to 1; this is not saturation. */
    UTILIZATION,
    /** Share of time in which memory was read or written, 0 to 1. */
    MEMORY_UTILIZATION,
    /** Bytes. */
    MEMORY_USED,
    /** Bytes. */
    MEMORY_TOTAL,
    /** Watts. */
    POWER,
    /** Joules since some moment in the past: a counter. */
    ENERGY,
    /** Degrees Celsius. */
    TEMPERATURE,
    /** Of the streaming multiprocessors, hertz. */
    CLOCK,
    /** Share of time in which the graphics or compute engine was busy, 0 to 1. */
    ENGINE_ACTIVE,
    /** Share of cycles in which the tensor cores were busy, 0 to 1. */
    TENSOR_ACTIVE,
    /** Share of cycles in which the device's memory moved data, 0 to 1. */
    DRAM_ACTIVE;

    /** Whether the board has it as a whole, though it be divided into MIG instances. */
    boolean isOfBoard() {
        return this == POWER || this == ENERGY || this == TEMPERATURE || this == CLOCK;
    }
}
