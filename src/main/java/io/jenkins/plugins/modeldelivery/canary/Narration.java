package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.stream.Collectors;

/** Tells in plain words how a canary ended and why. */
final class Narration {
    private Narration() {}

    static String of(Outcome outcome, String why) {
        return switch (outcome) {
            case PROMOTED -> Messages.End_promoted(why);
            case ROLLED_BACK -> Messages.End_rolledBack(why);
            case HELD -> Messages.End_held(why);
            case UNCONFIRMED -> Messages.End_unconfirmed(why);
            case NOT_STARTED -> Messages.End_notStarted(why);
            case NOTHING_TO_DO -> Messages.End_nothing(why);
        };
    }

    /** Which checks failed, each with its reason. */
    static String failure(Judgement judgement) {
        return judgement.checks().stream()
                .map(check -> check.result())
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(Narration::sentence)
                .collect(Collectors.joining(" "));
    }

    private static String sentence(GateResult result) {
        return Messages.Reason_check(result.gate(), result.reason());
    }
}
