package io.jenkins.plugins.modeldelivery.release;

/**
 * Whether a version can take traffic.
 *
 * @param state how far it is
 * @param reason what it waits for or died of, such as {@code 1 of 2 pods are ready}; the empty string when it is ready
 */
public record Readiness(State state, String reason) {
    /** How far a version is. */
    public enum State {
        /** It takes whatever traffic its present share needs. */
        READY,
        /** It comes up; looking again later is all there is to do. */
        WAITING,
        /** It will not come up by itself: its image cannot be pulled, it keeps crashing, its quota is full. */
        FAILED
    }

    /** A version that is up. */
    public static final Readiness READY = new Readiness(State.READY, "");

    public static Readiness waiting(String reason) {
        return new Readiness(State.WAITING, reason);
    }

    public static Readiness failed(String reason) {
        return new Readiness(State.FAILED, reason);
    }

    public boolean isReady() {
        return state == State.READY;
    }

    public boolean hasFailed() {
        return state == State.FAILED;
    }
}
