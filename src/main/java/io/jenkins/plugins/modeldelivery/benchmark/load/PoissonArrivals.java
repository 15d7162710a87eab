package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.util.SplittableRandom;

/**
 * Independent users: exponential distances with the given mean rate, as in the Server scenario of MLPerf Inference. The
 * same seed gives the same times.
 */
public final class PoissonArrivals implements Schedule {
    private final double meanNanos;
    private final SplittableRandom random;
    private double time;

    /**
     * Makes a schedule.
     *
     * @param perSecond mean requests a second, above zero
     */
    public PoissonArrivals(double perSecond, long seed) {
        this.meanNanos = 1e9 / perSecond;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public long next(long elapsed) {
        time += -Math.log(1 - random.nextDouble()) * meanNanos;
        return Math.round(time);
    }
}
