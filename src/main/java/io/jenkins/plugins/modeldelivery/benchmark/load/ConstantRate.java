package io.jenkins.plugins.modeldelivery.benchmark.load;

/** Equal distances: the n-th request at n / rate, without drift, since each time is computed afresh. */
public final class ConstantRate implements Schedule {
    private final double nanosPerRequest;
    private long sent;

    /**
     * Makes a schedule.
     *
     * @param perSecond requests a second, above zero
     */
    public ConstantRate(double perSecond) {
        this.nanosPerRequest = 1e9 / perSecond;
    }

    @Override
    public long next(long elapsed) {
        return Math.round(sent++ * nanosPerRequest);
    }
}
