package io.jenkins.plugins.modeldelivery.benchmark.load;

/** The times of a recorded trace, from its first request on. */
public final class RecordedTimes implements Schedule {
    private final long[] offsets;
    private int position;

    /**
     * Makes a schedule.
     *
     * @param offsets nanoseconds since the first request, in ascending order
     */
    public RecordedTimes(long[] offsets) {
        this.offsets = offsets.clone();
    }

    @Override
    public long next(long elapsed) {
        return position < offsets.length ? offsets[position++] : END;
    }
}
