package io.jenkins.plugins.modeldelivery.canary;

/** What a canary is doing. */
public enum Phase {
    /** Looks at what is there; nothing was touched yet. */
    PREFLIGHT,
    /** The new version was ordered beside stable; it is not up yet. */
    DEPLOYING,
    /** The new version is up and answers requests of our own; it has no traffic yet. */
    WARMING,
    /** A new share was ordered; the router has not confirmed it yet. */
    SHIFTING,
    /** The share is in force; evidence is gathered. */
    WATCHING,
    /** The promotion was ordered; the router has not confirmed it yet. */
    PROMOTING,
    /** All traffic was ordered back to stable; the router has not confirmed it yet. */
    ROLLING_BACK,
    /** Over; nothing will be touched any more. */
    DONE;

    /** Whether the new version is on its way to traffic or has some, so that it can be held, advanced and taken back. */
    boolean isUnderWay() {
        return this == DEPLOYING || this == WARMING || this == SHIFTING || this == WATCHING;
    }
}
