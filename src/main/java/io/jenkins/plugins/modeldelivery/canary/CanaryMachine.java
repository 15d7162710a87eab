package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a canary does next, from what it is and what is seen: a pure function. The router is right about facts,
 * the state about intent. An action is ordered again at every look until the router shows that it took effect, so a
 * crash between deciding and doing, or after doing, changes nothing but the time.
 */
public final class CanaryMachine {
    private final CanaryPlan plan;

    public CanaryMachine(CanaryPlan plan) {
        this.plan = plan;
    }

    /**
     * One decision.
     *
     * @param actions to be carried out after the state is saved
     * @param pause how long until the next look
     */
    public record Decision(CanaryState state, List<Action> actions, Duration pause) {}

    /** The next state and what to do outside. A state that is over stays as it is. */
    public Decision next(CanaryState before, Sighting seen, Instant now) {
        if (before.hasEnded()) {
            return new Decision(before, List.of(), Duration.ZERO);
        }
        CanaryState timed = before.at(before.timing().at(now));
        CanaryState after = step(presence(measured(timed, seen), seen), seen);
        // A change of phase is confirmed by looking at once; whatever takes longer is looked at in the usual time.
        boolean moved = after.phase() != before.phase() || after.step() != before.step();
        return new Decision(after, actions(after, seen), moved ? Duration.ZERO : plan.interval());
    }

    private CanaryState measured(CanaryState state, Sighting seen) {
        if (seen.counters() == null) {
            return state;
        }
        double share = state.phase() == Phase.WATCHING ? state.target() / 100.0 : Double.NaN;
        Evidence before = state.evidence();
        Evidence after = before.observe(judge(state), seen.counters(), share, state.timing().seconds());
        return after == before || before.counters() == null
                ? state.with(after, state.timeline())
                : state.with(after, state.timeline().with(after.since(before, state.target())));
    }

    /** Keeps account of who is away. */
    private CanaryState presence(CanaryState state, Sighting seen) {
        boolean away = state.timing().someoneAway();
        if (seen.isWhole()) {
            return away ? state.at(state.timing().back()).noting(Messages.Event_back()) : state;
        }
        return away ? state : state.at(state.timing().away()).noting(Messages.Event_away(seen.trouble()));
    }

    private CanaryState step(CanaryState state, Sighting seen) {
        return switch (state.phase()) {
            case PREFLIGHT -> preflight(state, seen);
            case SHIFTING, WATCHING -> progress(state, seen);
            case PROMOTING -> promoting(state, seen);
            case ROLLING_BACK -> rollingBack(state, seen.route());
            case DONE -> state;
        };
    }

    private CanaryState preflight(CanaryState state, Sighting seen) {
        if (!seen.signals().isEmpty()) {
            return end(state, Outcome.NOT_STARTED, Messages.Reason_aborted());
        }
        if (!seen.isWhole()) {
            return state.timing().awayFor(plan.outageTimeout())
                    ? end(state, Outcome.NOT_STARTED, Messages.Reason_outage(seen.trouble()))
                    : state;
        }
        Route route = seen.route();
        if (plan.alreadyLive() || route.hasCanary() && route.stable().equals(route.canary())) {
            return end(state, Outcome.NOTHING_TO_DO, Messages.Reason_alreadyLive());
        }
        if (!route.hasCanary()) {
            return end(state, Outcome.NOT_STARTED, Messages.Reason_noCanary());
        }
        CanaryState ready = state.taking(route.canary(), !route.hasStable());
        if (route.canaryPercent() > 0 && route.hasStable()) {
            ready = ready.noting(Messages.Event_found(percent(route.canaryPercent())));
        }
        return shift(ready, 0, ready.firstRelease() ? Messages.Event_first() : Messages.Event_begins());
    }

    /** What holds while the canary shares traffic, the most urgent first. */
    private CanaryState progress(CanaryState state, Sighting seen) {
        Optional<Signal> person = seen.asked(Signal.Kind.ROLL_BACK);
        if (person.isPresent()) {
            return rollBack(state, Messages.Reason_asked(person.get().by(), person.get().reason()));
        }
        if (seen.asked(Signal.Kind.SUPERSEDE).isPresent()) {
            return rollBack(state, Messages.Reason_superseded());
        }
        if (seen.aborted()) {
            return plan.onAbort() == CanaryPlan.OnAbort.HOLD
                    ? end(state, Outcome.HELD, Messages.Reason_aborted())
                    : rollBack(state, Messages.Reason_aborted());
        }
        if (verdict(state) == Verdict.FAIL) {
            return rollBack(state, failure(state));
        }
        if (seen.route() != null && !seen.route().canary().equals(state.canary())) {
            return end(state, Outcome.UNCONFIRMED, Messages.Reason_replaced());
        }
        if (!seen.isWhole()) {
            return away(state, seen);
        }
        return state.phase() == Phase.SHIFTING ? shifting(state, seen.route()) : watching(state, seen.route());
    }

    private CanaryState away(CanaryState state, Sighting seen) {
        if (state.timing().awayFor(plan.outageTimeout()) && plan.onOutage() == CanaryPlan.OnOutage.ROLLBACK) {
            return rollBack(state, Messages.Reason_outage(seen.trouble()));
        }
        if (!state.timing().reached(plan.maxDuration())) {
            return state;
        }
        // Promoting would raise the share while nobody sees what it does.
        return plan.atEnd() == CanaryPlan.AtEnd.HOLD
                ? end(state, Outcome.HELD, Messages.Reason_time())
                : rollBack(state, Messages.Reason_timeAway(seen.trouble()));
    }

    private CanaryState shifting(CanaryState state, Route route) {
        if (state.timing().reached(plan.maxDuration())) {
            return atEnd(state);
        }
        if (route.canaryPercent() != state.target()) {
            return state;
        }
        return state.in(Phase.WATCHING)
                .with(state.evidence().newStep(), state.timeline())
                .noting(Messages.Event_confirmed(percent(state.target())));
    }

    private CanaryState watching(CanaryState state, Route route) {
        if (route.canaryPercent() != state.target()) {
            return rollBack(
                    state, Messages.Reason_changed(percent(route.canaryPercent()), percent(state.target())));
        }
        boolean exposed = state.evidence().stepRequests() >= plan.minRequests();
        boolean good = verdict(state).isGood();
        List<Integer> steps = plan.steps(state.firstRelease());
        boolean last = state.step() == steps.size() - 1;
        if (exposed && last && good) {
            return promote(state, Messages.Reason_promoted());
        }
        if (state.timing().reached(plan.maxDuration())) {
            return atEnd(state);
        }
        // At 100 % stable answers nothing that the canary could be compared with, so what is open must be closed before.
        boolean mayAdvance = exposed && !last && (good || steps.get(state.step() + 1) < 100);
        return mayAdvance ? shift(state, state.step() + 1, Messages.Event_exposed()) : state;
    }

    private CanaryState atEnd(CanaryState state) {
        return switch (plan.atEnd()) {
            case HOLD -> end(state, Outcome.HELD, Messages.Reason_time());
            case ROLLBACK -> rollBack(state, Messages.Reason_time());
            case PROMOTE -> promote(state, Messages.Reason_timePromoted());
        };
    }

    private CanaryState promoting(CanaryState state, Sighting seen) {
        Route route = seen.route();
        if (route == null) {
            return unconfirmedAfterTimeout(state);
        }
        if (route.hasPromoted(state.canary())) {
            return end(state, Outcome.PROMOTED, state.reason());
        }
        if (!route.canary().equals(state.canary())) {
            return end(state, Outcome.UNCONFIRMED, Messages.Reason_replaced());
        }
        if (verdict(state) == Verdict.FAIL) {
            return rollBack(state, failure(state));
        }
        return seen.counters() == null && state.timing().awayFor(plan.outageTimeout())
                ? rollBack(state, Messages.Reason_outage(seen.trouble()))
                : state;
    }

    private CanaryState rollingBack(CanaryState state, Route route) {
        if (route == null) {
            return unconfirmedAfterTimeout(state);
        }
        if (route.hasPromoted(state.canary())) {
            return end(state, Outcome.PROMOTED, Messages.Reason_tooLate());
        }
        if (!route.canary().equals(state.canary())) {
            return end(state, Outcome.UNCONFIRMED, Messages.Reason_replaced());
        }
        return route.canaryPercent() == 0 ? end(state, Outcome.ROLLED_BACK, state.reason()) : state;
    }

    private CanaryState unconfirmedAfterTimeout(CanaryState state) {
        return state.timing().awayFor(plan.outageTimeout())
                ? end(state, Outcome.UNCONFIRMED, Messages.Reason_unconfirmed(state.reason()))
                : state;
    }

    private CanaryState shift(CanaryState state, int step, String why) {
        int share = plan.steps(state.firstRelease()).get(step);
        return state.shifting(step, share).noting(Messages.Event_shift(percent(share), why));
    }

    private CanaryState promote(CanaryState state, String why) {
        return state.in(Phase.PROMOTING).because(why).noting(Messages.Event_promote(why));
    }

    private CanaryState rollBack(CanaryState state, String why) {
        return state.shifting(state.step(), 0).in(Phase.ROLLING_BACK).because(why).noting(Messages.Event_rollBack(why));
    }

    private static CanaryState end(CanaryState state, Outcome outcome, String why) {
        return state.over(outcome, why).noting(Narration.of(outcome, why));
    }

    /** What the state asks for and the router does not show yet. */
    private List<Action> actions(CanaryState state, Sighting seen) {
        return switch (state.phase()) {
            case SHIFTING -> mayShift(state, seen) ? List.of(new Action.Shift(state.target())) : List.of();
            case ROLLING_BACK -> List.of(new Action.Shift(0));
            case PROMOTING -> seen.isWhole() ? List.of(new Action.Promote(state.canary())) : List.of();
            case PREFLIGHT, WATCHING, DONE -> List.of();
        };
    }

    /** The share never rises while nobody sees what it does. */
    private static boolean mayShift(CanaryState state, Sighting seen) {
        return seen.isWhole() && seen.route().canaryPercent() != state.target();
    }

    private Verdict verdict(CanaryState state) {
        return state.evidence().verdict(judge(state));
    }

    private JudgePlan judge(CanaryState state) {
        return plan.judge(state.firstRelease());
    }

    private String failure(CanaryState state) {
        return Narration.failure(state.evidence().judgement(judge(state)));
    }

    private static String percent(int share) {
        return Integer.toString(share);
    }
}
