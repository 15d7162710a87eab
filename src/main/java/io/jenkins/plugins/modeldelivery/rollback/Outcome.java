package io.jenkins.plugins.modeldelivery.rollback;

/** How a watch ended. */
public enum Outcome {
    /** Time is up and nothing spoke against the release. */
    CLEAN,
    /** Time is up, and nobody knows: a source of alerts did not answer to the end. */
    UNKNOWN,
    /** The release before it was brought back. */
    ROLLED_BACK,
    /** Something spoke against the release, and a roll-back was not allowed, not possible or only to be shown. */
    ALARMED,
    /** The router did not answer to the end, so nobody knows what it does. */
    UNCONFIRMED,
    /** The build was aborted or somebody stopped the watch. */
    STOPPED,
    /** Another release took over. */
    REPLACED
}
