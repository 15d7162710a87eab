package io.jenkins.plugins.modeldelivery.kubernetes;

/**
 * How far a Job is.
 *
 * @param reason what it waits for or died of; the empty string when there is nothing to say
 * @param address IP address of its pod; the empty string while it has none
 */
public record JobState(Phase phase, String reason, String address) {
    /** How far it is. */
    public enum Phase {
        /** It is not up yet; looking again later is all there is to do. */
        WAITING,
        /** Its pod runs and, if it serves, is ready. */
        RUNNING,
        /** Its command ended with status 0. */
        SUCCEEDED,
        /** It will not come to anything by itself. */
        FAILED
    }

    public boolean hasEnded() {
        return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
    }
}
