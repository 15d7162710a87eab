package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import io.jenkins.plugins.modeldelivery.benchmark.load.Schedule;
import java.util.function.Supplier;

/**
 * One load point to run.
 *
 * @param label names the point, the same from build to build, such as {@code 200/s}
 * @param rate intended requests a second; NaN for a closed point
 * @param connections how many connections are open at most
 * @param schedule makes the point's schedule afresh; null for a closed point
 * @param seconds how long to measure
 */
public record PointPlan(
        String label, double rate, int connections, Supplier<Schedule> schedule, double seconds) {
    public boolean isOpen() {
        return schedule != null;
    }
}
