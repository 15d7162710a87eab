package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.List;

/**
 * What the judge says at one look.
 *
 * @param verdict the worst of the checks; a check marked {@code warn:} gives at most WARN
 * @param decidedAt time of the observation that decided; NaN while the verdict is INCONCLUSIVE
 * @param canaryRequests canary requests seen so far
 * @param notices what a reader must know beside the checks
 */
public record Judgement(
        Verdict verdict, double decidedAt, long canaryRequests, List<CheckResult> checks, List<String> notices) {
    public Judgement {
        checks = List.copyOf(checks);
        notices = List.copyOf(notices);
    }

    /** The verdict without waiting for labels: a check that is read from them counts only once it is decided. */
    public Verdict promptVerdict() {
        return checks.stream()
                .filter(check -> !check.late() || check.result().verdict() != Verdict.INCONCLUSIVE)
                .map(check -> check.result().verdict())
                .reduce(Verdict.PASS, Verdict::worse);
    }
}
