package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import java.time.Duration;
import java.util.List;

/**
 * By what rules a canary goes.
 *
 * @param steps shares of traffic in per cent, rising, at least one
 * @param judge what is judged when there is a stable version
 * @param minRequests canary requests that each step must see before the next
 * @param interval time between two looks
 * @param maxDuration after which {@code atEnd} decides
 * @param outageTimeout how long the router or the metrics may be away
 * @param alreadyLive whether the version is known to be the one that runs
 */
public record CanaryPlan(
        List<Integer> steps,
        JudgePlan judge,
        long minRequests,
        Duration interval,
        Duration maxDuration,
        AtEnd atEnd,
        OnOutage onOutage,
        Duration outageTimeout,
        OnAbort onAbort,
        boolean alreadyLive) {

    /** What decides when time is up and something is undecided. */
    public enum AtEnd {
        HOLD,
        ROLLBACK,
        PROMOTE
    }

    /** What happens when metrics stay away. */
    public enum OnOutage {
        HOLD,
        ROLLBACK
    }

    /** What happens when the build is aborted or gone. */
    public enum OnAbort {
        ROLLBACK,
        HOLD
    }

    public CanaryPlan {
        steps = List.copyOf(steps);
    }

    /** The same rules once it is known whether the version runs already. */
    CanaryPlan knowing(boolean live) {
        return new CanaryPlan(
                steps, judge, minRequests, interval, maxDuration, atEnd, onOutage, outageTimeout, onAbort, live);
    }

    /** The shares to go through. A first release has nothing to share traffic with. */
    List<Integer> steps(boolean firstRelease) {
        return firstRelease ? List.of(100) : steps;
    }

    /** What is judged: without a stable version only what compares with nothing; null when that leaves nothing. */
    JudgePlan judge(boolean firstRelease) {
        if (!firstRelease) {
            return judge;
        }
        List<Gate> absolute = judge.checks().stream()
                .filter(check -> !check.condition().comparesWithBaseline())
                .toList();
        return absolute.isEmpty() ? null : new JudgePlan(absolute, judge.alpha(), judge.minRequests());
    }
}
