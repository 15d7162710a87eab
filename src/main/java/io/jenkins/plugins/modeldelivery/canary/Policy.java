package io.jenkins.plugins.modeldelivery.canary;

/** What decides where the evidence does not. */
public record Policy(AtEnd atEnd, OnOutage onOutage, OnAbort onAbort) {

    /** What decides when time is up and something is undecided. */
    public enum AtEnd {
        HOLD,
        ROLLBACK,
        PROMOTE
    }

    /** What happens when metrics stay away. */
    public enum OnOutage {
        HOLD,
        ROLLBACK
    }

    /** What happens when the build is aborted or gone. */
    public enum OnAbort {
        ROLLBACK,
        HOLD
    }
}
