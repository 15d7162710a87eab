package io.jenkins.plugins.modeldelivery.operation;

import java.time.Instant;

/**
 * What a person, or the end of the build, asks of an operation that waits. The next tick takes it in; one that makes no
 * sense in the present state is passed over, with a word in the events.
 *
 * @param by who asks: a user's id, or the empty string when nobody in person
 * @param reason why; may be empty
 * @param at when it was asked
 */
public record Signal(Kind kind, String by, String reason, Instant at) {
    /** What is asked. */
    public enum Kind {
        /** The build was aborted or is gone: what {@code onAbort} says. */
        ABORT,
        /** The block that it went along with is over: conclude from what was seen. */
        FINISH,
        /** A newer operation on the same subject takes over: go back and end. */
        SUPERSEDE,
        /** Stay as it is until {@link #RESUME}. */
        PAUSE,
        /** Go on. */
        RESUME,
        /** Agree to the step that waits for it. */
        APPROVE,
        /** Take the next step now. */
        ADVANCE,
        /** Make the new version the stable one now. */
        PROMOTE,
        /** Go back now. */
        ROLL_BACK
    }
}
