package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.util.Optional;

/** How a canary that is promoted or taken back comes to its end: only what the router shows is believed. */
final class Finish {
    private final Takeover takeover;
    private final Moves moves;

    Finish(Takeover takeover, Moves moves) {
        this.takeover = takeover;
        this.moves = moves;
    }

    CanaryState promoting(CanaryState state, Sighting seen) {
        Route route = seen.route();
        if (route == null) {
            return unconfirmedAfterTimeout(state);
        }
        if (route.hasPromoted(state.canary())) {
            return moves.end(state.noting(Messages.Event_promoted(state.timing().followedAfter())), Outcome.PROMOTED, state.reason());
        }
        Optional<String> interference = Interference.of(state, route);
        if (interference.isPresent() || !route.hasCanary()) {
            return moves.end(state, Outcome.UNCONFIRMED, interference.orElse(Messages.Reason_replaced()));
        }
        Optional<String> asked = StepGate.asked(seen);
        if (asked.isPresent()) {
            return moves.rollBack(state, asked.get());
        }
        if (route.readiness().hasFailed()) {
            return moves.rollBack(state, Messages.Reason_notUp(route.readiness().reason()));
        }
        if (moves.verdict(state) == Verdict.FAIL) {
            return moves.rollBack(state, moves.failure(state));
        }
        if (moves.isAwayForGood(state)) {
            return moves.rollBack(state, Messages.Reason_outage(seen.trouble()));
        }
        return moves.isRefused(state) ? moves.rollBack(state, Messages.Reason_notPromoted(state.refusal().trouble())) : state;
    }

    CanaryState rollingBack(CanaryState before, Route route) {
        if (route == null) {
            return unconfirmedAfterTimeout(before);
        }
        CanaryState state = route.canaryPercent() == 0 && before.timing().waitsForRouter()
                ? before.noting(Messages.Event_returned(before.timing().followedAfter())).at(before.timing().followed())
                : before;
        if (route.hasPromoted(state.canary()) && !takeover.startsVersions()) {
            return moves.end(state, Outcome.PROMOTED, Messages.Reason_tooLate());
        }
        Optional<String> interference = Interference.of(state, route);
        if (interference.isPresent()) {
            return moves.end(state, Outcome.UNCONFIRMED, interference.get());
        }
        boolean back = route.canaryPercent() == 0 && !(takeover.startsVersions() && route.hasCanary());
        if (back) {
            return moves.end(state, Outcome.ROLLED_BACK, state.reason());
        }
        return moves.isRefused(state)
                ? moves.end(state, Outcome.UNCONFIRMED, Messages.Reason_notTakenBack(state.refusal().trouble(), state.reason()))
                : state;
    }

    private CanaryState unconfirmedAfterTimeout(CanaryState state) {
        return moves.isAwayForGood(state)
                ? moves.end(state, Outcome.UNCONFIRMED, Messages.Reason_unconfirmed(state.reason()))
                : state;
    }
}
