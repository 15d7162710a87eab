package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import io.jenkins.plugins.modeldelivery.benchmark.latency.Percentiles;
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
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Warms the server up, then runs a load point on a thread of its own, so that a cancelled build stops the load at once. */
public final class PointRunner {
    private static final double WARM_UP_SLICE = 3;

    private final Target target;
    private final double timeoutSeconds;
    private final double confidence;
    private final Set<Double> asked;
    private final Workbench bench;

    /**
     * Prepares for the points of one benchmark.
     *
     * @param asked the percentiles to report, each above 0 and below 100
     */
    public PointRunner(
            Target target, double timeoutSeconds, double confidence, Set<Double> asked, Workbench bench) {
        this.asked = asked;
        this.target = target;
        this.timeoutSeconds = timeoutSeconds;
        this.confidence = confidence;
        this.bench = bench;
    }

    /**
     * Sends the plan's load without measuring until it is steady.
     *
     * @param limit seconds after which to go on in any case
     */
    public void warmUp(PointPlan plan, double limit) throws InterruptedException {
        double spent = 0;
        while (spent < limit) {
            double slice = Math.min(WARM_UP_SLICE + 2, limit - spent);
            LatencyRecorder recorder = new LatencyRecorder();
            drive(plan, slice, recorder);
            spent += slice;
            if (recorder.windows().isSteady()) {
                return;
            }
        }
    }

    /** Measures one point. */
    public LoadPoint run(PointPlan plan) throws InterruptedException {
        LatencyRecorder recorder = new LatencyRecorder();
        ClientHealth before = ClientHealth.now();
        drive(plan, plan.seconds(), recorder);
        ClientHealth client = ClientHealth.now().since(before);
        long successes = recorder.successCount();
        return new LoadPoint(
                plan.label(),
                plan.rate(),
                plan.connections(),
                plan.seconds(),
                successes,
                recorder.failures().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue)),
                successes == 0 ? 0 : (double) recorder.lateCount() / successes,
                recorder.windows().throughput(successes, plan.seconds(), confidence),
                percentiles(recorder.latency()),
                percentiles(recorder.service()),
                client,
                recorder.windows().isSteady(),
                List.of(),
                Optional.empty(),
                Validity.reasons(plan, recorder, client, plan.seconds()));
    }

    private void drive(PointPlan plan, double seconds, LatencyRecorder recorder) throws InterruptedException {
        LoadLoop loop = new LoadLoop(
                target.transport(plan.connections()),
                plan.isOpen() ? plan.schedule().get() : null,
                recorder,
                nanos(timeoutSeconds));
        CompletableFuture<Void> finished = CompletableFuture.runAsync(() -> run(loop, seconds), PointRunner::thread);
        try {
            await(finished);
        } finally {
            loop.stop();
        }
    }

    private void await(CompletableFuture<Void> finished) throws InterruptedException {
        while (true) {
            bench.checkCancelled();
            try {
                finished.get(200, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                bench.progress(Messages.Progress_running());
            } catch (ExecutionException e) {
                throw new SurroundingsException("the load generator failed: " + e.getCause(), e.getCause());
            }
        }
    }

    private static void run(LoadLoop loop, double seconds) {
        try {
            loop.run(nanos(seconds));
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
        return Math.round(seconds * 1e9);
    }
}
