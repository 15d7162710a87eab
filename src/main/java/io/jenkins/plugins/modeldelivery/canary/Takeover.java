package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Strategy;

/**
 * How the new version comes up and takes over.
 *
 * @param startsVersions whether the router brings versions up and down; else somebody else has started them
 * @param reachesAll whether the canary can get all traffic before it is promoted
 * @param warmsUp whether it answers requests of our own before it gets traffic
 */
public record Takeover(Strategy strategy, boolean startsVersions, boolean reachesAll, boolean warmsUp) {

    static Takeover of(Strategy strategy, RouterKind router, boolean warmsUp) {
        return new Takeover(strategy, !router.isLocal(), router.reachesAll(), warmsUp);
    }

    /** Whether both versions answer at the same time, so that they can be compared. */
    boolean compares() {
        return strategy != Strategy.BLUE_GREEN;
    }

    /** Whether stable goes on answering when the canary has its largest share. */
    boolean stableAnswersToTheEnd() {
        return strategy == Strategy.DARK_LAUNCH || strategy == Strategy.SHADOW;
    }
}
