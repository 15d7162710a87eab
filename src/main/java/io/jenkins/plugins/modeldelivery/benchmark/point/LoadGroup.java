package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.load.LoadListener;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadLoop;
import io.jenkins.plugins.modeldelivery.benchmark.load.Share;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Target;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The load loops that generate one load together, each on a thread of its own with its share of requests and connections. A
 * cancelled build stops them at once.
 */
final class LoadGroup {
    private static final double NANOS = 1e9;

    private final List<LoadLoop> loops = new ArrayList<>();

    /**
     * Prepares them; nothing is opened yet.
     *
     * @param listeners makes what listens to each loop, called in the order of the shares
     */
    LoadGroup(Target target, PointPlan plan, long timeoutNanos, int generators, Function<Share, LoadListener> listeners) {
        CountDownLatch together = new CountDownLatch(generators);
        for (Share share : Share.among(generators)) {
            loops.add(new LoadLoop(
                    target.transport(share.connections(plan.connections())),
                    plan.isOpen() ? plan.schedule().get() : null,
                    listeners.apply(share),
                    timeoutNanos,
                    share,
                    together));
        }
    }

    /** Generates the load and returns the processor time that the busiest loop's thread used, in seconds. */
    double drive(double seconds, Workbench bench) throws InterruptedException {
        List<CompletableFuture<Double>> running = loops.stream()
                .map(loop -> CompletableFuture.supplyAsync(() -> run(loop, seconds), LoadGroup::thread))
                .toList();
        try {
            double highest = 0;
            for (CompletableFuture<Double> loop : running) {
                highest = Math.max(highest, await(loop, bench));
            }
            return highest;
        } finally {
            loops.forEach(LoadLoop::stop);
        }
    }

    /** Sends nothing more, but waits for what is under way; may be called from any thread. */
    void finish() {
        loops.forEach(LoadLoop::finish);
    }

    /** Requests that waited past their time because every lane was busy or down. */
    long blockedCount() {
        return loops.stream().mapToLong(LoadLoop::blockedCount).sum();
    }

    /** Requests that were sent over 10 ms late although a lane was free. */
    long slowCount() {
        return loops.stream().mapToLong(LoadLoop::slowCount).sum();
    }

    /** When the first loop could send, in nanoseconds of the transports' clock. */
    long startTime() {
        return loops.stream().mapToLong(LoadLoop::startTime).min().orElseThrow();
    }

    private static double await(CompletableFuture<Double> finished, Workbench bench) throws InterruptedException {
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
            loop.run(Math.round(seconds * NANOS));
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
}
