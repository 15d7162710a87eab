package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Route;
import java.util.List;

/** What a state asks for and the router does not show yet. */
final class Orders {
    private final Takeover takeover;

    Orders(Takeover takeover) {
        this.takeover = takeover;
    }

    List<Action> of(CanaryState state, Sighting seen) {
        return switch (state.phase()) {
            case DEPLOYING -> deploys(seen) ? List.of(new Action.Deploy(state.canary())) : List.of();
            case SHIFTING -> shifts(state, seen) ? List.of(new Action.Shift(state.target())) : List.of();
            case ROLLING_BACK -> back(state, seen.route());
            case PROMOTING -> seen.isWhole() ? List.of(new Action.Promote(state.canary())) : List.of();
            case PREFLIGHT, WARMING, WATCHING, DONE -> List.of();
        };
    }

    private boolean deploys(Sighting seen) {
        return takeover.startsVersions()
                && seen.route() != null
                && !(seen.route().hasCanary() && seen.route().readiness().isReady());
    }

    /** The share never rises while nobody sees what it does. */
    private static boolean shifts(CanaryState state, Sighting seen) {
        return seen.isWhole()
                && (seen.route().canaryPercent() != state.target() || !seen.route().readiness().isReady());
    }

    /** The route first, in one write; then the version that nobody asks any more. */
    private List<Action> back(CanaryState state, Route route) {
        boolean empty = route != null && route.canaryPercent() == 0;
        return empty && takeover.startsVersions()
                ? List.of(new Action.Withdraw(state.canary()))
                : List.of(new Action.Shift(0));
    }
}
