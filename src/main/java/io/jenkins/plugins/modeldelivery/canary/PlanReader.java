package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.canary.metrics.MetricsChoice;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.judge.JudgePlan;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.time.Duration;
import java.util.List;

/** Reads from a step's arguments by what rules its canary goes. */
final class PlanReader {
    private final Arguments arguments;

    PlanReader(Arguments arguments) {
        this.arguments = arguments;
    }

    /**
     * The plan; it judges nothing yet where Kayenta's config is still to be read.
     *
     * @param kayenta null for the checks' own tests
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    CanaryPlan plan(Traffic traffic, MetricsChoice metrics, KayentaChoice kayenta) {
        long minRequests = arguments.integer("minRequests");
        if (minRequests < 1) {
            throw arguments.refused("minRequests", minRequests, "lets a step pass unseen", "write at least 1");
        }
        List<Integer> steps = traffic.steps(steps());
        if (steps.isEmpty()) {
            throw arguments.refused("steps", arguments.text("steps"), "leave the router nothing to do", "begin below 100, as in [5, 25, 50, 100]");
        }
        return new CanaryPlan(
                steps,
                kayenta == null ? judge(traffic, metrics, minRequests) : null,
                new Limits(minRequests, duration("interval"), duration("maxDuration"), duration("outageTimeout")),
                new Policy(
                        arguments.choice("atEnd", Policy.AtEnd.class),
                        arguments.choice("onOutage", Policy.OnOutage.class),
                        arguments.choice("onAbort", Policy.OnAbort.class)),
                approvals(steps),
                arguments.texts("freeze").stream().map(FreezeWindow::parse).toList(),
                Takeover.of(traffic.strategy(), traffic.kind(), arguments.isGiven("warmup")));
    }

    private JudgePlan judge(Traffic traffic, MetricsChoice metrics, long minRequests) {
        double confidence = arguments.number("confidence");
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw arguments.refused("confidence", confidence, "is no share from 0.5 to below 1", "write it as in 0.95");
        }
        // Rounded, since 1 - 0.95 is not quite 0.05.
        double alpha = Math.round((1 - confidence) * 1e9) / 1e9;
        JudgePlan judge = JudgePlan.of(arguments.texts("checks"), alpha, minRequests);
        Answers answers = new Answers(traffic, metrics);
        for (Gate check : judge.checks()) {
            answers.require("checks", check.text(), check.subject());
            if (traffic.strategy() == Strategy.BLUE_GREEN && check.condition().comparesWithBaseline()) {
                throw arguments.refused("checks", check.text(), "compares versions that under blue-green never answer at the"
                        + " same time", "write a limit, as in 'errors <= 1%'");
            }
        }
        return judge;
    }

    private List<Integer> steps() {
        List<Integer> steps = arguments.integers("steps");
        int before = 0;
        for (int step : steps) {
            if (step <= before || step > 100) {
                throw arguments.refused("steps", steps, "do not rise from above 0 to at most 100", "write them as in [5, 25, 50, 100]");
            }
            before = step;
        }
        return steps;
    }

    private List<Integer> approvals(List<Integer> steps) {
        List<Integer> approvals = arguments.integers("approvals");
        for (int share : approvals) {
            if (share != 100 && !steps.contains(share)) {
                throw arguments.refused("approvals", share, "is none of the steps " + steps, "name one of them, or 100 for the promotion");
            }
        }
        return approvals;
    }

    private Duration duration(String name) {
        Duration duration = Durations.parse(CanaryRequest.PARAMETERS.step() + ": " + name, arguments.text(name));
        if (duration.isZero()) {
            throw arguments.refused(name, arguments.text(name), "is no time at all", "write it as in 30s");
        }
        return duration;
    }
}
