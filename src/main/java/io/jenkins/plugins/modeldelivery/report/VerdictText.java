package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.Verdict;

/** How a verdict is worded, marked and coloured wherever a person sees it. */
public final class VerdictText {
    private VerdictText() {}

    /** One word or two, in the reader's language. */
    public static String word(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Messages.Verdict_pass();
            case WARN -> Messages.Verdict_warn();
            case INCONCLUSIVE -> Messages.Verdict_inconclusive();
            case FAIL -> Messages.Verdict_fail();
        };
    }

    /** What stands over a whole report: as {@link #word}, but says that warnings do not stop a release. */
    static String headline(Verdict verdict) {
        return verdict == Verdict.WARN ? Messages.Verdict_passWithWarnings() : word(verdict);
    }

    /** A sign that tells the verdicts apart without colour. */
    static String sign(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "\u2713";
            case WARN -> "!";
            case INCONCLUSIVE -> "?";
            case FAIL -> "\u2715";
        };
    }

    /** The name of its colour in report.css. */
    static String cssClass(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "md-pass";
            case WARN -> "md-warn";
            case INCONCLUSIVE -> "md-inconclusive";
            case FAIL -> "md-fail";
        };
    }
}
