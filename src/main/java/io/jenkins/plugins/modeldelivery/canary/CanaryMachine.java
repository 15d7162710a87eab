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
    private final Moves moves;
    private final BringUp bringUp;
    private final Exposure exposure;
    private final Finish finish;

    public CanaryMachine(CanaryPlan plan) {
        this.plan = plan;
        this.gate = new StepGate(plan);
        this.orders = new Orders(plan.takeover());
        this.moves = new Moves(plan);
        this.bringUp = new BringUp(plan, gate, moves);
        this.exposure = new Exposure(plan, gate, moves);
        this.finish = new Finish(plan.takeover(), moves);
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
        Judging judging = state.phase() == Phase.PREFLIGHT ? null : moves.judge(state);
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
            case PREFLIGHT -> bringUp.preflight(state, held, seen, now);
            case DEPLOYING, WARMING, SHIFTING, WATCHING -> progress(state, held, seen, now);
            case PROMOTING -> finish.promoting(state, seen);
            case ROLLING_BACK -> finish.rollingBack(state, seen.route());
            case DONE -> state;
        };
    }

    /** What holds while the canary comes up or shares traffic, the most urgent first. */
    private CanaryState progress(CanaryState state, Hold held, Sighting seen, Instant now) {
        if (seen.asked(Signal.Kind.ABORT).isPresent() && plan.policy().onAbort() == Policy.OnAbort.HOLD
                && state.step() >= 0 && seen.asked(Signal.Kind.ROLL_BACK).isEmpty()) {
            return moves.end(state, Outcome.HELD, Messages.Reason_aborted());
        }
        Optional<String> recall = gate.recall(seen);
        if (recall.isPresent()) {
            return moves.rollBack(state, recall.get());
        }
        Optional<String> interference = Interference.of(state, seen.route());
        if (interference.isPresent()) {
            return moves.end(state, Outcome.UNCONFIRMED, interference.get());
        }
        Optional<CanaryState> urged = gate.urged(state, seen).map(signal -> urged(state, signal));
        if (urged.isPresent() && moves.verdict(state) != Verdict.FAIL) {
            return urged.get();
        }
        CanaryState next = byItself(state, held, seen, now);
        boolean changes = next.phase() != state.phase() || next.target() != state.target();
        boolean harmless = next.hasEnded() || next.phase() == Phase.WATCHING || next.phase() == Phase.WARMING;
        return seen.suspended() && changes && !harmless ? state.with(held.because(Messages.Hold_suspended())) : next;
    }

    private CanaryState urged(CanaryState state, Signal signal) {
        List<Integer> steps = plan.steps(state.firstRelease());
        String why = StepGate.words(signal);
        boolean promotes = signal.kind() == Signal.Kind.PROMOTE || state.step() >= steps.size() - 1;
        return promotes ? moves.promote(state, why) : moves.shift(state, state.step() + 1, why);
    }

    private CanaryState byItself(CanaryState state, Hold held, Sighting seen, Instant now) {
        if (moves.verdict(state) == Verdict.FAIL) {
            return moves.rollBack(state, moves.failure(state));
        }
        Route route = seen.route();
        if (route != null && route.readiness().hasFailed()) {
            return moves.rollBack(state, Messages.Reason_notUp(route.readiness().reason()));
        }
        if (route != null && !route.hasCanary() && state.phase() != Phase.DEPLOYING) {
            return moves.rollBack(state, Messages.Reason_gone());
        }
        if (moves.isRefused(state)) {
            return moves.rollBack(state, Messages.Reason_notTaken(state.refusal().trouble()));
        }
        if (!seen.isWhole()) {
            return away(state, seen);
        }
        return switch (state.phase()) {
            case DEPLOYING -> bringUp.deploying(state, seen, now);
            case WARMING -> bringUp.warming(state, held, seen, now);
            case SHIFTING -> exposure.shifting(state, route);
            default -> exposure.watching(state, held, seen, now);
        };
    }

    private CanaryState away(CanaryState state, Sighting seen) {
        boolean tooLong = moves.isAwayForGood(state);
        if (tooLong && plan.policy().onOutage() == Policy.OnOutage.ROLLBACK) {
            return moves.rollBack(state, Messages.Reason_outage(seen.trouble()));
        }
        if (!moves.isTimeUp(state)) {
            return state;
        }
        // Promoting would raise the share while nobody sees what it does.
        return plan.policy().atEnd() == Policy.AtEnd.HOLD && state.step() >= 0
                ? moves.end(state, Outcome.HELD, Messages.Reason_time())
                : moves.rollBack(state, Messages.Reason_timeAway(seen.trouble()));
    }
}
