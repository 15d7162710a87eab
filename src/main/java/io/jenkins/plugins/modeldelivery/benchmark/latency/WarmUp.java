package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.benchmark.load.Failure;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadListener;

/** Watches a load that is not measured, and says once when it has become steady; several loops may tell it at once. */
public final class WarmUp implements LoadListener {
    private static final long LOOK_NANOS = 1_000_000_000;

    private final Windows windows = new Windows();
    private final Runnable whenSteady;
    private long nextLook;
    private boolean steady;

    /**
     * Makes a watcher.
     *
     * @param whenSteady called on a loop's thread
     */
    public WarmUp(Runnable whenSteady) {
        this.whenSteady = whenSteady;
    }

    @Override
    public synchronized void completed(long intended, long sent, long firstByte, long done, Content content) {
        windows.add(done, 1, done - intended);
        if (nextLook == 0) {
            nextLook = done + LOOK_NANOS;
        } else if (done >= nextLook && !steady) {
            nextLook = done + LOOK_NANOS;
            steady = windows.isSteadyLately();
            if (steady) {
                whenSteady.run();
            }
        }
    }

    @Override
    public void failed(Failure failure, long intended, long now) {
        // A server that answers nothing is never steady; the longest time ends the warm-up.
    }

    public synchronized boolean isSteady() {
        return steady;
    }
}
