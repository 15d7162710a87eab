package io.jenkins.plugins.modeldelivery.rollback;

/** What a watch is doing. */
public enum Phase {
    WATCHING,
    ROLLING_BACK,
    DONE
}
