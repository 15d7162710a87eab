package io.jenkins.plugins.modeldelivery.prometheus;

import java.util.List;

/**
 * What a query brought. Only {@link State#COMPLETE} may be judged; every other state is neither good nor bad news.
 *
 * @param samples the series' values at the asked time; empty unless complete or partial
 * @param detail what the server said about it; the empty string when nothing
 */
public record Answer(State state, List<Sample> samples, String detail) {
    /** How far an answer can be relied on. */
    public enum State {
        /** Values, all of them finite. */
        COMPLETE,
        /** The query is right but no series matches it. */
        EMPTY,
        /** A value is NaN or infinite, as after a division by zero. */
        NOT_A_NUMBER,
        /** The server answered for a part of its data only. */
        PARTIAL,
        /** The newest value is older than the lookback allows. */
        STALE,
        /** The query itself is refused: it will not get better by waiting. */
        REFUSED,
        /** The server, or something before it, failed: it may get better by waiting. */
        UNAVAILABLE
    }

    public Answer {
        samples = List.copyOf(samples);
    }

    static Answer without(State state, String detail) {
        return new Answer(state, List.of(), detail);
    }

    public boolean isComplete() {
        return state == State.COMPLETE;
    }
}
