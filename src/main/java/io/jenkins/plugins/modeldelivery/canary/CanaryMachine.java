package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.Judging;
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
    private final StepGate gate;
    private final Orders orders;

    public CanaryMachine(CanaryPlan plan) {
        this.plan = plan;
        this.gate = new StepGate(plan);
        this.orders = new Orders(plan.takeover());
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
        boolean working = before.phase().isUnderWay() && !before.hold().holds();
        CanaryState timed = before.at(before.timing().at(now, working));
        CanaryState heard = gate.hear(presence(measured(timed, seen), seen), seen);
        CanaryState after = announced(before, step(heard.with(heard.hold().because("")), heard.hold(), seen, now));
        return new Decision(after, orders.of(after, seen), pause(before, after));
    }

    /** Whether neither a pause nor a freeze nor an administrator keeps the canary from its begin. */
    public boolean mayBegin(CanaryState state, boolean suspended, Instant now) {
        return !gate.toBegin(state.hold(), suspended, now).holds();
    }

    /** A change of phase is confirmed by looking at once; whatever takes longer is looked at in the usual time. */
    private Duration pause(CanaryState before, CanaryState after) {
        boolean moved = after.phase() != before.phase() || after.step() != before.step();
        boolean ordered = after.phase() != Phase.WATCHING && after.phase() != Phase.PREFLIGHT && !after.hold().holds();
        return moved ? Duration.ZERO : ordered ? plan.limits().soon() : plan.limits().interval();
    }

    /** What holds a canary is told once, not at every look. */
    private static CanaryState announced(CanaryState before, CanaryState after) {
        String reason = after.hold().reason();
        return reason.isEmpty() || reason.equals(before.hold().reason()) ? after : after.noting(Messages.Event_held(reason));
    }

    private CanaryState measured(CanaryState state, Sighting seen) {
        if (seen.scrape() == null) {
            return state;
        }
        boolean comparable = state.phase() == Phase.WATCHING && !plan.takeover().stableAnswersToTheEnd();
        double share = comparable ? state.target() / 100.0 : Double.NaN;
        // Before it is known whether there is a stable version it is not known what is judged.
        Judging judging = state.phase() == Phase.PREFLIGHT ? null : judge(state);
        Evidence before = state.evidence();
        Evidence after = before.observe(judging, seen.scrape(), share, state.target(), state.timing().seconds());
        return after == before || after.last() == null
                ? state.with(after, state.timeline())
                : state.with(after, state.timeline().with(after.last()));
    }

    /** Keeps account of who is away. */
    private CanaryState presence(CanaryState state, Sighting seen) {
        boolean away = state.timing().someoneAway();
        if (seen.isWhole()) {
            return away ? state.at(state.timing().back()).noting(Messages.Event_back()) : state;
        }
        return away ? state : state.at(state.timing().away()).noting(Messages.Event_away(seen.trouble()));
    }

    private CanaryState step(CanaryState state, Hold held, Sighting seen, Instant now) {
        return switch (state.phase()) {
            case PREFLIGHT -> preflight(state, held, seen, now);
            case DEPLOYING, WARMING, SHIFTING, WATCHING -> progress(state, held, seen, now);
            case PROMOTING -> promoting(state, seen);
            case ROLLING_BACK -> rollingBack(state, seen.route());
            case DONE -> state;
        };
    }

    private CanaryState preflight(CanaryState state, Hold held, Sighting seen, Instant now) {
        Optional<String> recall = gate.recall(seen);
        if (recall.isPresent()) {
            return end(state, Outcome.NOT_STARTED, recall.get());
        }
        if (!seen.isWhole() || seen.consent() == null) {
            return state.timing().awayFor(plan.limits().outageTimeout())
                    ? end(state, Outcome.NOT_STARTED, Messages.Reason_outage(seen.trouble()))
                    : state;
        }
        Route route = seen.route();
        if (seen.consent().live() || route.hasCanary() && route.stable().equals(route.canary())) {
            return end(state, Outcome.NOTHING_TO_DO, Messages.Reason_alreadyLive());
        }
        if (!plan.takeover().startsVersions() && !route.hasCanary()) {
            return end(state, Outcome.NOT_STARTED, Messages.Reason_noCanary());
        }
        Hold obstacle = gate.toBegin(held, seen.suspended(), now);
        if (obstacle.holds()) {
            return state.with(obstacle);
        }
        if (!seen.consent().refusal().isEmpty()) {
            return end(state, Outcome.NOT_STARTED, seen.consent().refusal());
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
            taken = taken.noting(Messages.Event_found(percent(route.canaryPercent())));
        }
        return deployed(taken, seen, now);
    }

    private CanaryState deployed(CanaryState state, Sighting seen, Instant now) {
        return plan.takeover().warmsUp()
                ? state.in(Phase.WARMING).noting(Messages.Event_warmUp())
                : ready(state, state.hold(), seen, now);
    }

    /** What holds while the canary comes up or shares traffic, the most urgent first. */
    private CanaryState progress(CanaryState state, Hold held, Sighting seen, Instant now) {
        if (seen.asked(Signal.Kind.ABORT).isPresent() && plan.policy().onAbort() == Policy.OnAbort.HOLD
                && state.step() >= 0 && seen.asked(Signal.Kind.ROLL_BACK).isEmpty()) {
            return end(state, Outcome.HELD, Messages.Reason_aborted());
        }
        Optional<String> recall = gate.recall(seen);
        if (recall.isPresent()) {
            return rollBack(state, recall.get());
        }
        Optional<String> interference = Interference.of(state, seen.route());
        if (interference.isPresent()) {
            return end(state, Outcome.UNCONFIRMED, interference.get());
        }
        Optional<CanaryState> urged = gate.urged(state, seen).map(signal -> urged(state, signal));
        if (urged.isPresent() && verdict(state) != Verdict.FAIL) {
            return urged.get();
        }
        CanaryState next = byItself(state, held, seen, now);
        boolean changes = next.phase() != state.phase() || next.target() != state.target();
        boolean harmless = next.hasEnded() || next.phase() == Phase.WATCHING || next.phase() == Phase.WARMING;
        return seen.suspended() && changes && !harmless ? state.with(held.because(Messages.Hold_suspended())) : next;
    }

    private CanaryState urged(CanaryState state, Signal signal) {
        List<Integer> steps = plan.steps(state.firstRelease());
        String why = Messages.Reason_asked(signal.by(), signal.reason());
        boolean promotes = signal.kind() == Signal.Kind.PROMOTE || state.step() >= steps.size() - 1;
        return promotes ? promote(state, why) : shift(state, state.step() + 1, why);
    }

    private CanaryState byItself(CanaryState state, Hold held, Sighting seen, Instant now) {
        if (verdict(state) == Verdict.FAIL) {
            return rollBack(state, failure(state));
        }
        Route route = seen.route();
        if (route != null && route.readiness().hasFailed()) {
            return rollBack(state, Messages.Reason_notUp(route.readiness().reason()));
        }
        if (route != null && !route.hasCanary() && state.phase() != Phase.DEPLOYING) {
            return rollBack(state, Messages.Reason_gone());
        }
        if (!seen.isWhole()) {
            return away(state, seen);
        }
        return switch (state.phase()) {
            case DEPLOYING -> deploying(state, seen, now);
            case WARMING -> warming(state, held, seen, now);
            case SHIFTING -> shifting(state, route);
            default -> watching(state, held, seen, now);
        };
    }

    private CanaryState deploying(CanaryState state, Sighting seen, Instant now) {
        Route route = seen.route();
        if (route.hasCanary() && route.readiness().isReady()) {
            return deployed(state, seen, now);
        }
        return isTimeUp(state) ? rollBack(state, Messages.Reason_neverUp(route.readiness().reason())) : state;
    }

    private CanaryState warming(CanaryState state, Hold held, Sighting seen, Instant now) {
        if (seen.warmth() == null) {
            return isTimeUp(state) ? rollBack(state, Messages.Reason_notWarm()) : state;
        }
        WarmUp warmer = state.warmUp().after(seen.warmth());
        if (warmer.failedForGood()) {
            return rollBack(state, Messages.Reason_notWarm());
        }
        CanaryState warmed = state.with(warmer);
        if (warmer.steadySince(state.warmUp())) {
            return ready(warmed, held, seen, now);
        }
        return isTimeUp(state) ? rollBack(state, Messages.Reason_notWarm()) : warmed;
    }

    /** Up and warm: the first share, unless something holds it. */
    private CanaryState ready(CanaryState state, Hold held, Sighting seen, Instant now) {
        Hold obstacle = gate.toShare(held, plan.steps(state.firstRelease()).get(0), now);
        if (obstacle.holds()) {
            // Whoever waits for a person stays where the next look comes by again.
            Phase waiting = plan.takeover().warmsUp() ? Phase.WARMING : Phase.DEPLOYING;
            return state.in(waiting).with(obstacle);
        }
        return shift(state, 0, state.firstRelease() ? Messages.Event_first() : Messages.Event_begins());
    }

    private CanaryState away(CanaryState state, Sighting seen) {
        boolean tooLong = state.timing().awayFor(plan.limits().outageTimeout());
        if (tooLong && plan.policy().onOutage() == Policy.OnOutage.ROLLBACK) {
            return rollBack(state, Messages.Reason_outage(seen.trouble()));
        }
        if (!isTimeUp(state)) {
            return state;
        }
        // Promoting would raise the share while nobody sees what it does.
        return plan.policy().atEnd() == Policy.AtEnd.HOLD && state.step() >= 0
                ? end(state, Outcome.HELD, Messages.Reason_time())
                : rollBack(state, Messages.Reason_timeAway(seen.trouble()));
    }

    private CanaryState shifting(CanaryState state, Route route) {
        if (isTimeUp(state)) {
            return atEnd(state);
        }
        if (route.canaryPercent() != state.target() || !route.readiness().isReady()) {
            return state;
        }
        return state.in(Phase.WATCHING)
                .with(state.evidence().newStep(), state.timeline())
                .noting(Messages.Event_confirmed(percent(state.target()), state.timing().followedAfter()))
                .at(state.timing().followed());
    }

    private CanaryState watching(CanaryState state, Hold held, Sighting seen, Instant now) {
        Route route = seen.route();
        if (route.canaryPercent() != state.target()) {
            return rollBack(
                    state, Messages.Reason_changed(percent(route.canaryPercent()), percent(state.target())));
        }
        List<Integer> steps = plan.steps(state.firstRelease());
        boolean last = state.step() == steps.size() - 1;
        int next = last ? 100 : steps.get(state.step() + 1);
        if (!mayAdvance(state, last, next)) {
            return isTimeUp(state) ? atEnd(state) : state;
        }
        Hold obstacle = last && state.target() == 100 ? gate.toPromote(held, now) : gate.toShare(held, next, now);
        if (obstacle.holds()) {
            return state.with(obstacle);
        }
        return last ? promote(state, Messages.Reason_promoted()) : shift(state, state.step() + 1, Messages.Event_exposed());
    }

    private boolean mayAdvance(CanaryState state, boolean last, int next) {
        boolean exposed = state.evidence().stepRequests() >= plan.limits().minRequests();
        // At 100 % stable answers nothing that the canary could be compared with, so what is open must be closed before.
        boolean ends = last || next == 100 && plan.takeover().compares() && !plan.takeover().stableAnswersToTheEnd();
        return exposed && (!ends || verdict(state).isGood());
    }

    private CanaryState atEnd(CanaryState state) {
        return switch (plan.policy().atEnd()) {
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
            return end(state.noting(Messages.Event_promoted(state.timing().followedAfter())), Outcome.PROMOTED, state.reason());
        }
        Optional<String> interference = Interference.of(state, route);
        if (interference.isPresent() || !route.hasCanary()) {
            return end(state, Outcome.UNCONFIRMED, interference.orElse(Messages.Reason_replaced()));
        }
        if (route.readiness().hasFailed()) {
            return rollBack(state, Messages.Reason_notUp(route.readiness().reason()));
        }
        if (verdict(state) == Verdict.FAIL) {
            return rollBack(state, failure(state));
        }
        if (state.timing().awayFor(plan.limits().outageTimeout())) {
            return rollBack(state, Messages.Reason_outage(seen.trouble()));
        }
        return isRefused(state) ? rollBack(state, Messages.Reason_notPromoted(state.refusal().trouble())) : state;
    }

    private CanaryState rollingBack(CanaryState before, Route route) {
        if (route == null) {
            return unconfirmedAfterTimeout(before);
        }
        CanaryState state = route.canaryPercent() == 0 && before.timing().waitsForRouter()
                ? before.noting(Messages.Event_returned(before.timing().followedAfter())).at(before.timing().followed())
                : before;
        if (route.hasPromoted(state.canary()) && !plan.takeover().startsVersions()) {
            return end(state, Outcome.PROMOTED, Messages.Reason_tooLate());
        }
        Optional<String> interference = Interference.of(state, route);
        if (interference.isPresent()) {
            return end(state, Outcome.UNCONFIRMED, interference.get());
        }
        boolean back = route.canaryPercent() == 0 && !(plan.takeover().startsVersions() && route.hasCanary());
        if (back) {
            return end(state, Outcome.ROLLED_BACK, state.reason());
        }
        return isRefused(state)
                ? end(state, Outcome.UNCONFIRMED, Messages.Reason_notTakenBack(state.refusal().trouble(), state.reason()))
                : state;
    }

    private boolean isRefused(CanaryState state) {
        return state.refusal().lasts(plan.limits().outageTimeout());
    }

    private CanaryState unconfirmedAfterTimeout(CanaryState state) {
        return state.timing().awayFor(plan.limits().outageTimeout())
                ? end(state, Outcome.UNCONFIRMED, Messages.Reason_unconfirmed(state.reason()))
                : state;
    }

    private CanaryState shift(CanaryState state, int step, String why) {
        int share = plan.steps(state.firstRelease()).get(step);
        return state.shifting(step, share).at(state.timing().ordered()).noting(Messages.Event_shift(percent(share), why));
    }

    private CanaryState promote(CanaryState state, String why) {
        return state.in(Phase.PROMOTING).at(state.timing().ordered()).because(why).noting(Messages.Event_promote(why));
    }

    private CanaryState rollBack(CanaryState state, String why) {
        return state.shifting(state.step(), 0)
                .in(Phase.ROLLING_BACK)
                .at(state.timing().ordered())
                .because(why)
                .noting(Messages.Event_rollBack(why));
    }

    private static CanaryState end(CanaryState state, Outcome outcome, String why) {
        return state.over(outcome, why).noting(Narration.of(outcome, why));
    }

    private boolean isTimeUp(CanaryState state) {
        return state.timing().reached(plan.limits().maxDuration());
    }

    private Verdict verdict(CanaryState state) {
        return state.evidence().verdict(judge(state));
    }

    private Judging judge(CanaryState state) {
        return plan.judge(state.firstRelease());
    }

    private String failure(CanaryState state) {
        return Narration.failure(state.evidence().judgement(judge(state)));
    }

    private static String percent(int share) {
        return Integer.toString(share);
    }
}
