package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import java.util.List;

/**
 * Finds the highest rate at which a server keeps the gates (latency-bounded throughput) by bisection: it measures the
 * lowest and the highest rate, and then the middle between the highest that held and the lowest that did not.
 */
public final class RateSearch {
    /** Measures a point and says whether the gates hold there. */
    public interface Trial {
        boolean holds(PointPlan plan) throws InterruptedException;
    }

    private RateSearch() {}

    /**
     * Runs the trials that are needed.
     *
     * @param plans by ascending rate, at least one
     */
    public static void run(List<PointPlan> plans, Trial trial) throws InterruptedException {
        int held = 0;
        int broke = plans.size() - 1;
        if (!trial.holds(plans.get(held)) || held == broke || trial.holds(plans.get(broke))) {
            return;
        }
        while (broke - held > 1) {
            int middle = held + (broke - held) / 2;
            if (trial.holds(plans.get(middle))) {
                held = middle;
            } else {
                broke = middle;
            }
        }
    }
}
