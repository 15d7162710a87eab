package io.jenkins.plugins.modeldelivery.benchmark.point;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How hard the load generator itself worked, since a client at its limit measures itself.
 *
 * @param cpuSeconds processor time of this process, user and system
 * @param gcSeconds time in garbage collections
 */
public record ClientHealth(double cpuSeconds, double gcSeconds) {
    /** The totals of this process since it started. */
    public static ClientHealth now() {
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        long gcMillis = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
        return new ClientHealth(cpu.toNanos() / 1e9, gcMillis / 1e3);
    }

    /** Processor time of the calling thread, user and system. */
    static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** What was used since an earlier reading. */
    public ClientHealth since(ClientHealth earlier) {
        return new ClientHealth(cpuSeconds - earlier.cpuSeconds, gcSeconds - earlier.gcSeconds);
    }
}
