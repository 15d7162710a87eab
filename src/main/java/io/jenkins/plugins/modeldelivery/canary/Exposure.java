package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.Route;
import java.time.Instant;
import java.util.List;

/** What a canary does with a share: it waits until the router shows it, and goes on when enough was seen. */
final class Exposure {
    private final CanaryPlan plan;
    private final StepGate gate;
    private final Moves moves;

    Exposure(CanaryPlan plan, StepGate gate, Moves moves) {
        this.plan = plan;
        this.gate = gate;
        this.moves = moves;
    }

    CanaryState shifting(CanaryState state, Route route) {
        if (moves.isTimeUp(state)) {
            return atEnd(state);
        }
        if (route.canaryPercent() != state.target() || !route.readiness().isReady()) {
            return state;
        }
        return state.in(Phase.WATCHING)
                .with(state.evidence().newStep(), state.timeline())
                .noting(Messages.Event_confirmed(Integer.toString(state.target()), state.timing().followedAfter()))
                .at(state.timing().followed());
    }

    CanaryState watching(CanaryState state, Hold held, Sighting seen, Instant now) {
        Route route = seen.route();
        if (route.canaryPercent() != state.target()) {
            return moves.rollBack(
                    state, Messages.Reason_changed(Integer.toString(route.canaryPercent()), Integer.toString(state.target())));
        }
        List<Integer> steps = plan.steps(state.firstRelease());
        boolean last = state.step() == steps.size() - 1;
        int next = last ? 100 : steps.get(state.step() + 1);
        if (!mayAdvance(state, last, next)) {
            return moves.isTimeUp(state) ? atEnd(state) : state;
        }
        Hold obstacle = last && state.target() == 100 ? gate.toPromote(held, now) : gate.toShare(held, next, now);
        if (obstacle.holds()) {
            return state.with(obstacle);
        }
        return last ? moves.promote(state, Messages.Reason_promoted()) : moves.shift(state, state.step() + 1, Messages.Event_exposed());
    }

    private boolean mayAdvance(CanaryState state, boolean last, int next) {
        boolean exposed = state.evidence().stepRequests() >= plan.limits().minRequests();
        // At 100 % stable answers nothing that the canary could be compared with, so what is open must be closed before.
        boolean ends = last || next == 100 && plan.takeover().compares() && !plan.takeover().stableAnswersToTheEnd();
        return exposed && (!ends || moves.verdict(state).isGood());
    }

    private CanaryState atEnd(CanaryState state) {
        return switch (plan.policy().atEnd()) {
            case HOLD -> moves.end(state, Outcome.HELD, Messages.Reason_time());
            case ROLLBACK -> moves.rollBack(state, Messages.Reason_time());
            case PROMOTE -> moves.promote(state, Messages.Reason_timePromoted());
        };
    }
}
