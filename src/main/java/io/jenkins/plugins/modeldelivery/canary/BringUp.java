package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Route;
import java.time.Instant;
import java.util.Optional;

/** What a canary does until it has its first share: it looks at what is there, is brought up, and is warmed up. */
final class BringUp {
    private final CanaryPlan plan;
    private final StepGate gate;
    private final Moves moves;

    BringUp(CanaryPlan plan, StepGate gate, Moves moves) {
        this.plan = plan;
        this.gate = gate;
        this.moves = moves;
    }

    CanaryState preflight(CanaryState state, Hold held, Sighting seen, Instant now) {
        Optional<String> recall = gate.recall(seen);
        if (recall.isPresent()) {
            return moves.end(state, Outcome.NOT_STARTED, recall.get());
        }
        if (!seen.isWhole() || seen.consent() == null) {
            return moves.isAwayForGood(state)
                    ? moves.end(state, Outcome.NOT_STARTED, Messages.Reason_outage(seen.trouble()))
                    : state;
        }
        Route route = seen.route();
        if (seen.consent().live() || route.hasCanary() && route.stable().equals(route.canary())) {
            return moves.end(state, Outcome.NOTHING_TO_DO, Messages.Reason_alreadyLive());
        }
        if (!plan.takeover().startsVersions() && !route.hasCanary()) {
            return moves.end(state, Outcome.NOT_STARTED, Messages.Reason_noCanary());
        }
        Hold obstacle = gate.toBegin(held, seen.suspended(), now);
        if (obstacle.holds()) {
            return state.with(obstacle);
        }
        if (!seen.consent().refusal().isEmpty()) {
            return moves.end(state, Outcome.NOT_STARTED, seen.consent().refusal());
        }
        return seen.consent().open().isEmpty()
                ? begin(state, seen, now)
                : state.with(held.because(seen.consent().open()));
    }

    private CanaryState begin(CanaryState state, Sighting seen, Instant now) {
        Route route = seen.route();
        boolean first = !route.hasStable();
        if (plan.takeover().startsVersions()) {
            return state.taking(state.release(), first).in(Phase.DEPLOYING).noting(Messages.Event_deploy());
        }
        CanaryState taken = state.taking(route.canary(), first);
        if (route.canaryPercent() > 0 && route.hasStable()) {
            taken = taken.noting(Messages.Event_found(Integer.toString(route.canaryPercent())));
        }
        return deployed(taken, seen, now);
    }

    CanaryState deploying(CanaryState state, Sighting seen, Instant now) {
        Route route = seen.route();
        if (route.hasCanary() && route.readiness().isReady()) {
            return deployed(state, seen, now);
        }
        return moves.isTimeUp(state) ? moves.rollBack(state, Messages.Reason_neverUp(route.readiness().reason())) : state;
    }

    private CanaryState deployed(CanaryState state, Sighting seen, Instant now) {
        return plan.takeover().warmsUp()
                ? state.in(Phase.WARMING).noting(Messages.Event_warmUp())
                : ready(state, state.hold(), seen, now);
    }

    CanaryState warming(CanaryState state, Hold held, Sighting seen, Instant now) {
        if (seen.warmth() == null) {
            return moves.isTimeUp(state) ? moves.rollBack(state, Messages.Reason_notWarm()) : state;
        }
        WarmUp warmer = state.warmUp().after(seen.warmth());
        if (warmer.failedForGood()) {
            return moves.rollBack(state, Messages.Reason_notWarm());
        }
        CanaryState warmed = state.with(warmer);
        if (warmer.steadySince(state.warmUp())) {
            return ready(warmed, held, seen, now);
        }
        return moves.isTimeUp(state) ? moves.rollBack(state, Messages.Reason_notWarm()) : warmed;
    }

    /** Up and warm: the first share, unless something holds it. */
    private CanaryState ready(CanaryState state, Hold held, Sighting seen, Instant now) {
        Hold obstacle = gate.toShare(held, plan.steps(state.firstRelease()).get(0), now);
        if (obstacle.holds()) {
            // Whoever waits for a person stays where the next look comes by again.
            Phase waiting = plan.takeover().warmsUp() ? Phase.WARMING : Phase.DEPLOYING;
            return state.in(waiting).with(obstacle);
        }
        return moves.shift(state, 0, state.firstRelease() ? Messages.Event_first() : Messages.Event_begins());
    }
}
