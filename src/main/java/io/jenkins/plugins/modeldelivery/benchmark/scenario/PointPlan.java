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
 * @param paced whether the requests are meant to be sent at their times; else at once, and they wait their turn
 * @param seconds how long to measure
 */
public record PointPlan(
        String label, double rate, int connections, Supplier<Schedule> schedule, boolean paced, double seconds) {
    public boolean isPaced() {
        return isOpen() && paced;
    }

    public boolean isOpen() {
        return schedule != null;
    }
}
