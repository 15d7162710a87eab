package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.judge.Judge;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** How long judging takes, by a clock that the caller chooses. */
final class JudgeSpeed {
    /** Processor time of this thread, so that other work on the machine does not count. */
    static final LongSupplier PROCESSOR = () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    static final LongSupplier WALL = System::nanoTime;

    private final LongSupplier nanoseconds;

    JudgeSpeed(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /** Milliseconds for one canary, simulated and judged after each minute; the best of five rounds of a hundred. */
    double hour(Scenario scenario) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 5; round++) {
            long start = nanoseconds.getAsLong();
            new Simulation(100, round).run(scenario, "judge", () -> new JudgeRule(Bars.ERRORS));
            best = Math.min(best, (nanoseconds.getAsLong() - start) / 1e8);
        }
        return best;
    }

    /** Milliseconds for a look at a thousand checks on errors. */
    double thousandChecksOnErrors() {
        List<String> checks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            checks.add("errors not worse by " + (10 + i) + "%");
        }
        return look(checks);
    }

    /** Milliseconds for a look at a thousand checks, as many of each form. */
    double thousandChecksOfEveryForm() {
        List<String> checks = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            double margin = i / 1000.0;
            checks.addAll(List.of(
                    "errors not worse by " + margin,
                    "errors not worse by " + i + "%",
                    "errors <= " + margin,
                    "latency p99 not worse by " + i + "%",
                    "latency p99 <= " + i + "ms",
                    "accuracy not worse by " + margin,
                    "higher metric(x) not worse by " + i + "%",
                    "lower promql(\"queue\") <= " + i,
                    "psi(predictions) <= " + margin,
                    "ks(predictions) <= " + margin));
        }
        return look(checks);
    }

    /** One interval taken in and the judgement with all its reasons; the best of thirty looks. */
    private double look(List<String> checks) {
        Judge judge = new Judge(JudgePlan.of(checks, JudgePlan.ALPHA, 0));
        Chance chance = new Chance(1);
        double best = Double.POSITIVE_INFINITY;
        for (int minute = 1; minute <= 30; minute++) {
            var observation = BorderTraffic.everything(minute, chance);
            long start = nanoseconds.getAsLong();
            judge.observe(observation);
            judge.judgement();
            best = Math.min(best, (nanoseconds.getAsLong() - start) / 1e6);
        }
        return best;
    }
}
