package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Route;
import java.util.Optional;

/** What somebody else did to the route that leaves a canary nothing to do but to let everything be. */
final class Interference {
    private Interference() {}

    /** Why the canary is to be left alone; empty when it is ours to steer, or the route is not known (null). */
    static Optional<String> of(CanaryState state, Route route) {
        if (route == null || !route.hasCanary()) {
            return Optional.empty();
        }
        if (!route.canary().equals(state.canary())) {
            return Optional.of(Messages.Reason_replaced());
        }
        // Without stable nobody but the canary answers.
        return state.firstRelease() || route.hasStable() ? Optional.empty() : Optional.of(Messages.Reason_stableGone());
    }
}
