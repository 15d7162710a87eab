package io.jenkins.plugins.modeldelivery.judge.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Runs a rule over many simulated canaries in virtual time. */
public final class Simulation {
    private final int runs;
    private final long seed;

    /**
     * Fixes what every scenario is run with.
     *
     * @param runs canaries a scenario
     * @param seed of the first canary; each further one has its own
     */
    public Simulation(int runs, long seed) {
        this.runs = runs;
        this.seed = seed;
    }

    /** Lets a fresh rule watch each canary to its end or until the rule condemns it. */
    public Outcome run(Scenario scenario, String rule, Supplier<? extends Rule> rules) {
        int[] condemned = new int[scenario.minutes()];
        int passed = 0;
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < runs; run++) {
            Rule watching = rules.get();
            int minute = minuteOfRollback(new Traffic(scenario, seeds.nextLong()), watching, scenario);
            if (minute >= 0) {
                condemned[minute]++;
            } else if (watching.passes()) {
                passed++;
            }
        }
        int[] within = condemned.clone();
        Arrays.parallelPrefix(within, Integer::sum);
        int total = within[within.length - 1];
        return new Outcome(scenario.name(), rule, runs, total, passed, median(within, total), within);
    }

    private static int minuteOfRollback(Traffic traffic, Rule rule, Scenario scenario) {
        for (int minute = -scenario.historyMinutes(); traffic.hasNext(); minute++) {
            if (rule.condemns(traffic.next()) && minute >= 0) {
                return minute;
            }
        }
        return -1;
    }

    private static double median(int[] within, int total) {
        for (int minute = 0; total > 0 && minute < within.length; minute++) {
            if (2 * within[minute] >= total) {
                return minute + 1;
            }
        }
        return Double.NaN;
    }
}
