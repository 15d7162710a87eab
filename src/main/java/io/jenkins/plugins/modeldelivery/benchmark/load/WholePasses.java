package io.jenkins.plugins.modeldelivery.benchmark.load;

/**
 * Everything at once, as in the Offline scenario of MLPerf Inference: all requests of a pass are due at its start, and
 * another pass begins when the last request of one was sent and the time is not over.
 */
public final class WholePasses implements Schedule {
    private final int size;
    private final long durationNanos;
    private long sent;
    private long begin;

    /**
     * Makes a schedule.
     *
     * @param size requests of a pass, at least one
     * @param durationNanos no pass begins later
     */
    public WholePasses(int size, long durationNanos) {
        this.size = size;
        this.durationNanos = durationNanos;
    }

    @Override
    public long next(long elapsed) {
        if (sent % size == 0 && sent > 0) {
            if (elapsed >= durationNanos) {
                return END;
            }
            begin = elapsed;
        }
        sent++;
        return begin;
    }
}
