package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Route;

/**
 * What one look at the world found.
 *
 * @param route what the router says; null when it gave no answer
 * @param counters what both arms have counted so far; null when the source of metrics gave no answer
 * @param trouble why one of the two is missing; the empty string when none is
 * @param aborted whether the build was aborted or is gone
 */
public record Sighting(Route route, Counters counters, String trouble, boolean aborted) {
    boolean isWhole() {
        return route != null && counters != null;
    }
}
