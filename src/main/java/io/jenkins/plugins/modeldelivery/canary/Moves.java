package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.Judging;
import io.jenkins.plugins.modeldelivery.operation.Verdict;

/** The moves that a canary makes whatever it is doing, each with the word that tells of it, and what decides on them. */
final class Moves {
    private final CanaryPlan plan;

    Moves(CanaryPlan plan) {
        this.plan = plan;
    }

    CanaryState shift(CanaryState state, int step, String why) {
        int share = plan.steps(state.firstRelease()).get(step);
        return state.shifting(step, share)
                .at(state.timing().ordered())
                .noting(Messages.Event_shift(Integer.toString(share), why));
    }

    CanaryState promote(CanaryState state, String why) {
        return state.in(Phase.PROMOTING).at(state.timing().ordered()).because(why).noting(Messages.Event_promote(why));
    }

    CanaryState rollBack(CanaryState state, String why) {
        return state.shifting(state.step(), 0)
                .in(Phase.ROLLING_BACK)
                .at(state.timing().ordered())
                .because(why)
                .noting(Messages.Event_rollBack(why));
    }

    CanaryState end(CanaryState state, Outcome outcome, String why) {
        return state.over(outcome, why).noting(Narration.of(outcome, why));
    }

    boolean isTimeUp(CanaryState state) {
        return state.timing().reached(plan.limits().maxDuration());
    }

    /** Whether somebody is away for longer than the plan bears. */
    boolean isAwayForGood(CanaryState state) {
        return state.timing().awayFor(plan.limits().outageTimeout());
    }

    /** Whether the router has not taken an order for longer than the plan bears. */
    boolean isRefused(CanaryState state) {
        return state.refusal().lasts(plan.limits().outageTimeout());
    }

    Verdict verdict(CanaryState state) {
        return state.evidence().verdict(judge(state));
    }

    String failure(CanaryState state) {
        return Narration.failure(state.evidence().judgement(judge(state)));
    }

    Judging judge(CanaryState state) {
        return plan.judge(state.firstRelease());
    }
}
