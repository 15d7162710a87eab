package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.latency.Percentiles;
import io.jenkins.plugins.modeldelivery.benchmark.latency.ServiceLevel;
import io.jenkins.plugins.modeldelivery.benchmark.latency.TokenRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.latency.WarmUp;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadListener;
import io.jenkins.plugins.modeldelivery.benchmark.load.Share;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Target;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Warms the server up, then runs load points, and merges what their load loops recorded. */
public final class PointRunner {
    private static final double NANOS = 1e9;

    private final Target target;
    private final double timeoutSeconds;
    private final double confidence;
    private final Set<Double> asked;
    private final List<ServiceLevel> serviceLevels;
    private final int generators;
    private final Workbench bench;

    /**
     * Prepares for the points of one benchmark.
     *
     * @param asked the percentiles to report, each above 0 and below 100
     * @param serviceLevels what a request must keep to count as goodput
     * @param generators how many loops generate each load together
     */
    public PointRunner(
            Target target,
            double timeoutSeconds,
            double confidence,
            Set<Double> asked,
            List<ServiceLevel> serviceLevels,
            int generators,
            Workbench bench) {
        this.asked = asked;
        this.serviceLevels = serviceLevels;
        this.target = target;
        this.timeoutSeconds = timeoutSeconds;
        this.confidence = confidence;
        this.generators = generators;
        this.bench = bench;
    }

    /**
     * Sends the plan's load without measuring until it is steady.
     *
     * @param limit seconds after which to go on in any case
     * @return whether it became steady
     */
    public boolean warmUp(PointPlan plan, double limit) throws InterruptedException {
        if (limit == 0) {
            return false;
        }
        AtomicReference<LoadGroup> loops = new AtomicReference<>();
        WarmUp warmUp = new WarmUp(() -> loops.get().finish());
        loops.set(loops(plan, share -> warmUp));
        loops.get().drive(limit, bench);
        return warmUp.isSteady();
    }

    /** Measures one point. */
    public LoadPoint run(PointPlan plan) throws InterruptedException {
        List<LatencyRecorder> recorders = new ArrayList<>();
        LoadGroup loops = loops(plan, share -> {
            recorders.add(new LatencyRecorder(serviceLevels));
            return recorders.get(share.index());
        });
        ClientHealth before = ClientHealth.now();
        double startedAt = bench.clock().millis() / 1e3;
        double loopCpuSeconds = loops.drive(plan.seconds(), bench);
        ClientHealth client = ClientHealth.now().since(before);
        LatencyRecorder recorder = new LatencyRecorder(serviceLevels);
        recorders.forEach(recorder::add);
        double seconds = Math.max(plan.seconds(), (recorder.lastDone() - loops.startTime()) / NANOS);
        long successes = recorder.successCount();
        return new LoadPoint(
                plan.label(),
                plan.rate(),
                plan.connections(),
                seconds,
                successes,
                recorder.failures().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue)),
                successes == 0 ? 0 : (double) recorder.lateCount() / successes,
                recorder.windows().throughput(successes, seconds, confidence),
                recorder.goodWindows().throughput(recorder.goodCount(), seconds, confidence),
                percentiles(recorder.latency()),
                percentiles(recorder.service()),
                stream(recorder.tokens(), seconds),
                client,
                recorder.windows().isSteady(),
                List.of(),
                Optional.empty(),
                PointTrace.of(startedAt, recorder),
                new Validity(plan, recorder, client, loops.blockedCount(), loops.slowCount(), loopCpuSeconds, seconds).reasons());
    }

    private Optional<StreamFigures> stream(TokenRecorder tokens, double seconds) {
        return !tokens.isUsed()
                ? Optional.empty()
                : Optional.of(new StreamFigures(
                        percentiles(tokens.firstToken()),
                        percentiles(tokens.gaps()),
                        percentiles(tokens.perToken()),
                        tokens.windows().throughput(tokens.tokens(), seconds, confidence),
                        tokens.tokens(),
                        tokens.uncounted()));
    }

    private LoadGroup loops(PointPlan plan, Function<Share, LoadListener> listeners) {
        return new LoadGroup(target, plan, Math.round(timeoutSeconds * NANOS), generators, listeners);
    }

    private Map<Double, Estimate> percentiles(Histogram histogram) {
        Map<Double, Estimate> percentiles = new TreeMap<>();
        for (double percentile : asked) {
            percentiles.put(percentile, Percentiles.of(histogram, percentile, confidence));
        }
        return percentiles;
    }
}
