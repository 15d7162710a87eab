package io.jenkins.plugins.modeldelivery.canary;

/** What a canary is doing. */
public enum Phase {
    /** Looks at what is there; nothing was touched yet. */
    PREFLIGHT,
    /** A new share was ordered; the router has not confirmed it yet. */
    SHIFTING,
    /** The share is in force; evidence is gathered. */
    WATCHING,
    /** The promotion was ordered; the router has not confirmed it yet. */
    PROMOTING,
    /** All traffic was ordered back to stable; the router has not confirmed it yet. */
    ROLLING_BACK,
    /** Over; nothing will be touched any more. */
    DONE
}
