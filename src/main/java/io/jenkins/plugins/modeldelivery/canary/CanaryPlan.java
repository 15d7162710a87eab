package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * By what rules a canary goes.
 *
 * @param steps shares of traffic in per cent, rising, at least one
 * @param judge what is judged when there is a stable version
 * @param approvals shares before which a person must agree; 100 stands for the promotion where no step is 100
 * @param freezes when no step is taken
 */
public record CanaryPlan(
        List<Integer> steps,
        JudgePlan judge,
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

    /** The checks' own expressions for a Prometheus, by the columns that the judge reads them from. */
    Map<String, String> expressions() {
        return judge.checks().stream()
                .map(Gate::subject)
                .filter(subject -> subject.name().equals("promql"))
                .collect(Collectors.toMap(Subject::toString, Subject::argument, (one, same) -> one));
    }

    /** What is judged: without a stable version beside it only what compares with nothing; null when that leaves nothing. */
    JudgePlan judge(boolean firstRelease) {
        if (!firstRelease && takeover.compares()) {
            return judge;
        }
        List<Gate> absolute = judge.checks().stream()
                .filter(check -> !check.condition().comparesWithBaseline())
                .toList();
        return absolute.isEmpty() ? null : new JudgePlan(absolute, judge.alpha(), judge.minRequests());
    }
}
