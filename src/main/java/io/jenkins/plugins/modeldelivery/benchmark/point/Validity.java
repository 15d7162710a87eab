package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides whether a load point may be trusted. What it names is the client's or the run's fault, never a slow server's. */
final class Validity {
    private static final double MISSED_RATE = 0.01;
    private static final double LATE_SHARE = 0.01;
    private static final double ERRORS = 0.01;
    private static final double GC_SHARE = 0.01;
    private static final double GC_SECONDS = 0.1;
    private static final double CPU_SHARE = 0.95;
    private static final long FEWEST = 100;

    private Validity() {}

    /** The reasons, in plain words; empty for a valid point. */
    static List<String> reasons(PointPlan plan, LatencyRecorder recorder, ClientHealth client, double seconds) {
        List<String> reasons = new ArrayList<>();
        long successes = recorder.successCount();
        long failures = recorder.failureCount();
        if (successes < FEWEST) {
            reasons.add(Messages.Invalid_tooFew(Long.toString(successes), Long.toString(FEWEST)));
        }
        if (failures > ERRORS * (successes + failures)) {
            reasons.add(Messages.Invalid_errors(Long.toString(failures), Long.toString(successes + failures)));
        }
        double sent = (successes + failures) / seconds;
        boolean steadyRate = plan.isOpen() && Double.isFinite(plan.rate());
        if (steadyRate && Math.abs(sent / plan.rate() - 1) > MISSED_RATE + 3 / Math.sqrt(plan.rate() * seconds)) {
            reasons.add(Messages.Invalid_rate(shown(plan.rate()), shown(sent)));
        }
        boolean queued = recorder.lateCount() > LATE_SHARE * successes;
        boolean busy = client.cpuSeconds() > CPU_SHARE * seconds * Runtime.getRuntime().availableProcessors();
        if (plan.isOpen() && queued && busy) {
            reasons.add(Messages.Invalid_cpu(shown(client.cpuSeconds()), shown(seconds)));
        }
        if (client.gcSeconds() > Math.max(GC_SHARE * seconds, GC_SECONDS)) {
            reasons.add(Messages.Invalid_gc(shown(client.gcSeconds()), shown(seconds)));
        }
        return reasons;
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
