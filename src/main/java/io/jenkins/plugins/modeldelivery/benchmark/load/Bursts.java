package io.jenkins.plugins.modeldelivery.benchmark.load;

/** Several requests at once, then nothing until the next burst. */
public final class Bursts implements Schedule {
    private final int size;
    private final long intervalNanos;
    private long sent;

    /**
     * Makes a schedule.
     *
     * @param size requests in a burst, at least one
     * @param intervalNanos from the start of one burst to the start of the next
     */
    public Bursts(int size, long intervalNanos) {
        this.size = size;
        this.intervalNanos = intervalNanos;
    }

    @Override
    public long next(long elapsed) {
        return sent++ / size * intervalNanos;
    }
}
