package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.image.scan.Finding;
import io.jenkins.plugins.modeldelivery.image.smoke.SmokeOutcome;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Collects what the checks of a build conclude: gates, reasons and the verdict. */
final class Conclusions {
    private static final int SHOWN = 5;

    private final List<GateResult> gates = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    List<GateResult> gates() {
        return gates;
    }

    List<String> reasons() {
        return reasons;
    }

    Verdict verdict() {
        return gates.stream().map(GateResult::verdict).reduce(Verdict.PASS, Verdict::worse);
    }

    boolean isGood() {
        return verdict().isGood();
    }

    void reason(String reason) {
        reasons.add(reason);
    }

    void scan(ScanPolicy policy, List<Finding> findings, int files) {
        if (policy == ScanPolicy.OFF) {
            return;
        }
        Verdict bad = policy == ScanPolicy.FAIL ? Verdict.FAIL : Verdict.WARN;
        boolean clean = findings.isEmpty();
        String reason = clean
                ? Messages.Gate_scanClean(Integer.toString(files))
                : Messages.Gate_scanFound(Integer.toString(findings.size()), Integer.toString(files));
        gate(Messages.Gate_scan(), clean ? Verdict.PASS : bad, findings.size(), reason);
        findings.stream().limit(SHOWN).forEach(
                finding -> reason(Messages.Reason_found(finding.file(), finding.detail())));
        if (findings.size() > SHOWN) {
            reason(Messages.Reason_more(Integer.toString(findings.size() - SHOWN)));
        }
    }

    /** Checks the budget; returns whether the image may be sent. */
    boolean size(long size, long limit) {
        if (limit == Long.MAX_VALUE) {
            return true;
        }
        boolean fits = size <= limit;
        String reason = fits
                ? Messages.Gate_sizeFits(ImageSizes.show(size), ImageSizes.show(limit))
                : Messages.Reason_tooLarge(ImageSizes.show(size), ImageSizes.show(limit));
        gate(Messages.Gate_size(), fits ? Verdict.PASS : Verdict.FAIL, size, reason);
        if (!fits) {
            reason(reason);
        }
        return fits;
    }

    /** Records that two builds gave the same image, or that they did not. */
    void verified(String first, String second) {
        boolean same = first.equals(second);
        String reason = same ? Messages.Gate_verifySame() : Messages.Reason_differs(first, second);
        gate(Messages.Gate_verify(), same ? Verdict.PASS : Verdict.FAIL, Double.NaN, reason);
        if (!same) {
            reason(reason);
        }
    }

    void smoke(SmokeOutcome outcome) {
        String seconds = String.format(Locale.ROOT, "%.1f", outcome.after().toMillis() / 1e3);
        String status = Integer.toString(outcome.status());
        String reason = switch (outcome.end()) {
            case PASSED -> outcome.status() == 0 ? Messages.Gate_smokeReady(seconds) : Messages.Gate_smokeAnswered(seconds, status);
            case ENDED -> Messages.Reason_smokeEnded(status, seconds);
            case NOT_READY -> Messages.Reason_smokeNotReady(seconds);
            case REFUSED -> Messages.Reason_smokeRefused(status);
            case UNANSWERED -> Messages.Reason_smokeUnanswered();
        };
        gate(Messages.Gate_smoke(), outcome.passed() ? Verdict.PASS : Verdict.FAIL, Double.NaN, reason);
        if (!outcome.passed()) {
            reason(reason);
        }
    }

    private void gate(String name, Verdict verdict, double value, String reason) {
        gates.add(new GateResult(name, verdict, value, Double.NaN, Double.NaN, OptionalLong.empty(), reason));
    }
}
