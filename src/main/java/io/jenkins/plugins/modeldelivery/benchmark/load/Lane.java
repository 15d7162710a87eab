package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.io.IOException;

/** Carries one request at a time: a connection, or one of the streams that share a connection. */
public abstract class Lane {
    private boolean busy;
    private long intended;
    private long sent;

    /**
     * Sends the request of this number; what comes of it is told to the transport's events.
     *
     * @param number counts the requests of a load from zero; a transport with n requests sends the one at number modulo n
     * @throws IOException if the lane broke at once
     */
    protected abstract void send(long number, long now) throws IOException;

    /** Gives the request up, if one is under way, and makes the lane ready again when that is possible. */
    protected abstract void abandon(long now);

    final void start(long number, long intendedTime, long now) throws IOException {
        busy = true;
        intended = intendedTime;
        sent = now;
        send(number, now);
    }

    final void finish() {
        busy = false;
    }

    /** Whether a request is under way. */
    protected final boolean isBusy() {
        return busy;
    }

    final long intended() {
        return intended;
    }

    /** When the request under way was sent, in nanoseconds of the transport's clock. */
    protected final long sent() {
        return sent;
    }
}
