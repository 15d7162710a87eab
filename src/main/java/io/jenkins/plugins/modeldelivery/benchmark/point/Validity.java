package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.load.Failure;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a load point may be trusted: whether the load that was asked for was offered, and whether what was
 * measured is the server and not the load generator. A slow server alone is no reason.
 *
 * @param blocked requests that waited past their time because every connection was busy or down
 * @param slow requests that were sent over 10 ms late although a connection was free
 * @param loopCpuSeconds processor time of the busiest loop's own thread
 * @param seconds measured
 */
record Validity(
        PointPlan plan,
        LatencyRecorder recorder,
        ClientHealth client,
        long blocked,
        long slow,
        double loopCpuSeconds,
        double seconds) {
    private static final double MISSED_SHARE = 0.01;
    private static final double ERROR_SHARE = 0.01;
    private static final double GC_SHARE = 0.01;
    private static final double GC_SECONDS = 0.1;
    private static final double CPU_SHARE = 0.95;
    private static final long FEWEST = 100;

    /** The reasons, in plain words; empty for a valid point. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        long successes = recorder.successCount();
        long requests = successes + recorder.failureCount();
        if (successes < FEWEST) {
            reasons.add(Messages.Invalid_tooFew(Long.toString(successes), Long.toString(FEWEST)));
        }
        if (recorder.failureCount() > ERROR_SHARE * requests) {
            reasons.add(Messages.Invalid_errors(Long.toString(recorder.failureCount()), Long.toString(requests)));
        }
        long portless = recorder.failures().getOrDefault(Failure.PORTS, 0L);
        if (portless > 0) {
            reasons.add(Messages.Invalid_ports(Long.toString(portless)));
        }
        if (plan.isPaced()) {
            addPacing(reasons, requests);
        } else if (loopCpuSeconds > CPU_SHARE * seconds) {
            reasons.add(Messages.Invalid_cpu(shown(loopCpuSeconds), shown(seconds)));
        }
        if (client.gcSeconds() > Math.max(GC_SHARE * seconds, GC_SECONDS)) {
            reasons.add(Messages.Invalid_gc(shown(client.gcSeconds()), shown(seconds)));
        }
        return reasons;
    }

    private void addPacing(List<String> reasons, long requests) {
        if (blocked > MISSED_SHARE * requests) {
            reasons.add(Messages.Invalid_rate(
                    Long.toString(blocked), Long.toString(requests), Integer.toString(plan.connections())));
        }
        if (slow > MISSED_SHARE * requests) {
            reasons.add(Messages.Invalid_slow(
                    Long.toString(slow), Long.toString(requests), shown(client.cpuSeconds()), shown(seconds)));
        }
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
