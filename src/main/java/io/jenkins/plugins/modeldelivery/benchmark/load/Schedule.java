package io.jenkins.plugins.modeldelivery.benchmark.load;

/** When requests are meant to be sent; the same seed gives the same times. */
public interface Schedule {
    /** Returned by {@link #next} when nothing is to be sent any more. */
    long END = Long.MAX_VALUE;

    /**
     * The next request's time in nanoseconds since the start, never before the one returned last; or {@link #END}.
     *
     * @param elapsed nanoseconds since the start now
     */
    long next(long elapsed);
}
