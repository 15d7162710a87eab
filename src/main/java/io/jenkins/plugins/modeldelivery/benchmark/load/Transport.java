package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Carries the requests of one loop over its lanes, and has the clock by which they are measured. Everything but
 * {@link #wakeUp} happens on the loop's thread; events are told during {@link #open}, {@link #await}, {@link #maintain}
 * and a lane's own methods.
 */
public interface Transport extends Closeable {
    /** What a transport tells its loop. */
    interface Events {
        /** The lane can take a request; told once after each time it could not. */
        void ready(Lane lane, long now);

        /** The response to the lane's request is whole and was accepted. */
        void completed(Lane lane, long firstByte, long now, Content content);

        /** The lane's request failed, or, when none is under way, the lane could not be opened or broke. */
        void failed(Lane lane, Failure failure, long now);
    }

    /** Nanoseconds of a clock that only moves forward. */
    long now();

    /**
     * Begins to open the lanes.
     *
     * @throws IOException if the machine has not even the means to try
     */
    void open(Events events) throws IOException;

    /** How many lanes there are; each is told ready or failed at least once after {@link #open}. */
    int laneCount();

    /** The lanes, from {@link #open} on. */
    List<? extends Lane> lanes();

    /** Waits for something to happen, at most so long, and tells it. */
    void await(long nanos) throws IOException;

    /** Opens lanes again that are down, and gives up those that do not open; called every few milliseconds. */
    void maintain(long now);

    /** Ends a wait early; may be called from any thread. */
    void wakeUp();

    @Override
    void close();
}
