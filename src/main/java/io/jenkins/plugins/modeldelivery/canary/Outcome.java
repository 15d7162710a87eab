package io.jenkins.plugins.modeldelivery.canary;

/** How a canary ended. */
public enum Outcome {
    /** The router confirmed that the canary is the stable version now. */
    PROMOTED,
    /** The router confirmed that the canary gets no traffic. */
    ROLLED_BACK,
    /** Left with the share that it has, as was asked for. */
    HELD,
    /** The router did not answer to the end, or somebody else changed it meanwhile. */
    UNCONFIRMED,
    /** Given up before anything was touched. */
    NOT_STARTED,
    /** The version is the one that runs already. */
    NOTHING_TO_DO
}
