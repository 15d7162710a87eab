package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.Judging;
import java.util.List;

/**
 * By what rules a canary goes.
 *
 * @param steps shares of traffic in per cent, rising, at least one
 * @param judge what is judged when there is a stable version; null while Kayenta's config is not read
 * @param approvals shares before which a person must agree; 100 stands for the promotion where no step is 100
 * @param freezes when no step is taken
 */
public record CanaryPlan(
        List<Integer> steps,
        Judging judge,
        Limits limits,
        Policy policy,
        List<Integer> approvals,
        List<FreezeWindow> freezes,
        Takeover takeover) {
    public CanaryPlan {
        steps = List.copyOf(steps);
        approvals = List.copyOf(approvals);
        freezes = List.copyOf(freezes);
    }

    /** The shares to go through. A first release has nothing to share traffic with. */
    List<Integer> steps(boolean firstRelease) {
        return firstRelease ? List.of(100) : steps;
    }

    /** What is judged: without a stable version beside it only what compares with nothing; null when that leaves nothing. */
    Judging judge(boolean firstRelease) {
        return !firstRelease && takeover.compares() ? judge : judge.withoutStable().orElse(null);
    }

    CanaryPlan judgedBy(Judging other) {
        return new CanaryPlan(steps, other, limits, policy, approvals, freezes, takeover);
    }
}
