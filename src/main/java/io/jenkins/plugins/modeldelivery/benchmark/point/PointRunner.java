package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.latency.Percentiles;
import io.jenkins.plugins.modeldelivery.benchmark.latency.ServiceLevel;
import io.jenkins.plugins.modeldelivery.benchmark.latency.TokenRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.latency.WarmUp;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadListener;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadLoop;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Target;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Warms the server up, then runs a load point on a thread of its own, so that a cancelled build stops the load at once. */
public final class PointRunner {
    private static final double NANOS = 1e9;

    private final Target target;
    private final double timeoutSeconds;
    private final double confidence;
    private final Set<Double> asked;
    private final List<ServiceLevel> serviceLevels;
    private final Workbench bench;

    /**
     * Prepares for the points of one benchmark.
     *
     * @param asked the percentiles to report, each above 0 and below 100
     * @param serviceLevels what a request must keep to count as goodput
     */
    public PointRunner(
            Target target,
            double timeoutSeconds,
            double confidence,
            Set<Double> asked,
            List<ServiceLevel> serviceLevels,
            Workbench bench) {
        this.asked = asked;
        this.serviceLevels = serviceLevels;
        this.target = target;
        this.timeoutSeconds = timeoutSeconds;
        this.confidence = confidence;
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
        AtomicReference<LoadLoop> loop = new AtomicReference<>();
        WarmUp warmUp = new WarmUp(() -> loop.get().finish());
        loop.set(loop(plan, warmUp));
        drive(loop.get(), limit);
        return warmUp.isSteady();
    }

    /** Measures one point. */
    public LoadPoint run(PointPlan plan) throws InterruptedException {
        LatencyRecorder recorder = new LatencyRecorder(serviceLevels);
        LoadLoop loop = loop(plan, recorder);
        ClientHealth before = ClientHealth.now();
        double startedAt = bench.clock().millis() / 1e3;
        double loopCpuSeconds = drive(loop, plan.seconds());
        ClientHealth client = ClientHealth.now().since(before);
        double seconds = Math.max(plan.seconds(), (recorder.lastDone() - loop.startTime()) / NANOS);
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
                new Validity(plan, recorder, client, loop, loopCpuSeconds, seconds).reasons());
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

    private LoadLoop loop(PointPlan plan, LoadListener listener) {
        return new LoadLoop(
                target.transport(plan.connections()),
                plan.isOpen() ? plan.schedule().get() : null,
                listener,
                nanos(timeoutSeconds));
    }

    /** Runs the loop and returns the processor time that its thread used, in seconds. */
    private double drive(LoadLoop loop, double seconds) throws InterruptedException {
        CompletableFuture<Double> finished = CompletableFuture.supplyAsync(() -> run(loop, seconds), PointRunner::thread);
        try {
            return await(finished);
        } finally {
            loop.stop();
        }
    }

    private double await(CompletableFuture<Double> finished) throws InterruptedException {
        while (true) {
            bench.checkCancelled();
            try {
                return finished.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                bench.progress(Messages.Progress_running());
            } catch (ExecutionException e) {
                throw new SurroundingsException("the load generator failed: " + e.getCause(), e.getCause());
            }
        }
    }

    private static double run(LoadLoop loop, double seconds) {
        try {
            long before = ClientHealth.threadNanos();
            loop.run(nanos(seconds));
            return (ClientHealth.threadNanos() - before) / NANOS;
        } catch (IOException e) {
            throw new SurroundingsException("no network selector can be had: " + e.getMessage() + "; check the limit of open files", e);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "model-delivery load");
        thread.setDaemon(true);
        thread.start();
    }

    private Map<Double, Estimate> percentiles(Histogram histogram) {
        Map<Double, Estimate> percentiles = new TreeMap<>();
        for (double percentile : asked) {
            percentiles.put(percentile, Percentiles.of(histogram, percentile, confidence));
        }
        return percentiles;
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }
}
