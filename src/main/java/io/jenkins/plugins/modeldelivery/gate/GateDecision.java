package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.OptionalLong;

/**
 * Turns a gate and the evidence into a verdict. An absolute gate passes when the one-sided bound lies on the right side
 * of its limit and fails when the bound lies on the wrong side; a comparison passes or fails when it is shown, by the
 * paired difference; whatever lies between is inconclusive, with about how much more would decide.
 */
public final class GateDecision {
    private final Evidence evidence;

    public GateDecision(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Decides one gate. A gate marked {@code warn:} that does not hold gives WARN. */
    public GateResult decide(Gate gate) {
        GateResult result = decided(gate);
        if (!gate.warnOnly() || result.verdict() == Verdict.PASS) {
            return result;
        }
        return new GateResult(
                result.gate(), Verdict.WARN, result.value(), result.low(), result.high(), result.needed(), result.reason());
    }

    private GateResult decided(Gate gate) {
        if (gate.condition() instanceof Condition.Compare compare) {
            return compare(gate, compare);
        }
        if (gate.condition() instanceof Condition.NotWorse notWorse) {
            return notWorse.margin().isNone() ? notShownWorse(gate) : notWorseBy(gate, notWorse.margin());
        }
        if (gate.condition() instanceof Condition.Better better) {
            return better(gate, better.margin());
        }
        return drop(gate, ((Condition.Drop) gate.condition()).margin());
    }

    private GateResult compare(Gate gate, Condition.Compare compare) {
        Estimate value = evidence.value(gate.subject());
        Relation relation = compare.relation();
        double limit = compare.limit();
        double safe = relation.isUpper() ? value.upperBound() : value.lowerBound();
        double unsafe = relation.isUpper() ? value.lowerBound() : value.upperBound();
        Unit unit = gate.type().unit();
        if (Double.isNaN(value.value())) {
            return result(gate, Verdict.INCONCLUSIVE, value, Messages.Gate_undefined(gate.subject()));
        }
        if (relation.holds(safe, limit)) {
            return result(gate, Verdict.PASS, value, Messages.Gate_holds(
                    gate.subject(), Quantities.show(value, unit), relation.symbol(), Quantities.show(limit, unit)));
        }
        if (!relation.holds(unsafe, limit)) {
            return result(gate, Verdict.FAIL, value, Messages.Gate_broken(
                    gate.subject(), Quantities.show(value, unit), relation.symbol(), Quantities.show(limit, unit)));
        }
        return inconclusive(gate, value, limit, safe, Messages.Gate_undecided(
                gate.subject(), Quantities.show(value, unit), relation.symbol(), Quantities.show(limit, unit)));
    }

    private GateResult notShownWorse(Gate gate) {
        Estimate worsening = worsening(gate, Margin.NONE);
        if (shownWorse(worsening)) {
            return result(gate, Verdict.FAIL, worsening, sentence(gate, worsening, Messages.Gate_worse()));
        }
        Exposure exposure = evidence.exposure();
        if (!exposure.isReached()) {
            String reason = Messages.Gate_exposure(exposure.seen(), exposure.what(), exposure.parameter(), exposure.floor());
            return new GateResult(
                    gate.text(),
                    Verdict.INCONCLUSIVE,
                    worsening.value(),
                    worsening.low(),
                    worsening.high(),
                    OptionalLong.of(exposure.floor()),
                    reason);
        }
        if (Double.isNaN(worsening.value())) {
            return result(gate, Verdict.INCONCLUSIVE, worsening, Messages.Gate_undefined(gate.subject()));
        }
        return result(gate, Verdict.PASS, worsening, sentence(gate, worsening, Messages.Gate_notShownWorse()));
    }

    private GateResult notWorseBy(Gate gate, Margin margin) {
        Estimate shown = worsening(gate, Margin.NONE);
        Estimate beyond = worsening(gate, margin);
        if (beyond.upperBound() <= 0) {
            return result(gate, Verdict.PASS, shown, sentence(gate, shown, Messages.Gate_provenNotWorse(show(gate, margin))));
        }
        if (shownWorse(beyond)) {
            return result(gate, Verdict.FAIL, shown, sentence(gate, shown, Messages.Gate_worseBy(show(gate, margin))));
        }
        return inconclusive(gate, shown, beyond, sentence(gate, shown, Messages.Gate_notDecidedBy(show(gate, margin))));
    }

    private GateResult better(Gate gate, Margin margin) {
        Estimate shown = worsening(gate, Margin.NONE);
        Estimate beyond = margin.isNone() ? shown : worsening(gate, new Margin(-margin.amount(), margin.relative()));
        if (beyond.upperBound() < 0) {
            return result(gate, Verdict.PASS, shown, sentence(gate, shown, Messages.Gate_better()));
        }
        if (shownWorse(shown)) {
            return result(gate, Verdict.FAIL, shown, sentence(gate, shown, Messages.Gate_worse()));
        }
        return inconclusive(gate, shown, beyond, sentence(gate, shown, Messages.Gate_notShownBetter()));
    }

    private GateResult drop(Gate gate, Margin margin) {
        Estimate candidate = evidence.value(gate.subject());
        Estimate baseline = evidence.baseline(gate.subject());
        double drop = gate.direction().harm() * (candidate.value() - baseline.value());
        boolean holds = drop <= margin.against(baseline.value());
        Unit unit = gate.type().unit();
        String reason = Messages.Gate_drop(
                gate.subject(),
                Quantities.show(candidate.value(), unit),
                Quantities.show(baseline.value(), unit),
                Quantities.show(drop, unit),
                show(gate, margin));
        return result(gate, holds ? Verdict.PASS : Verdict.FAIL, Estimate.exact(drop, candidate.count()), reason);
    }

    private Estimate worsening(Gate gate, Margin margin) {
        return evidence.worsening(gate.subject(), gate.direction(), margin);
    }

    private static boolean shownWorse(Estimate worsening) {
        return worsening.lowerBound() > 0;
    }

    private String sentence(Gate gate, Estimate worsening, String conclusion) {
        Unit unit = gate.type().unit();
        return Messages.Gate_compared(
                gate.subject(),
                Quantities.show(evidence.value(gate.subject()).value(), unit),
                Quantities.show(evidence.baseline(gate.subject()).value(), unit),
                Quantities.show(worsening, unit),
                conclusion);
    }

    private static String show(Gate gate, Margin margin) {
        return margin.relative()
                ? Quantities.percent(margin.amount())
                : Quantities.show(margin.amount(), gate.type().unit());
    }

    private GateResult inconclusive(Gate gate, Estimate shown, Estimate beyond, String reason) {
        return withNeeded(gate, shown, needed(beyond, 0, beyond.upperBound()), reason);
    }

    private GateResult inconclusive(Gate gate, Estimate value, double limit, double safe, String reason) {
        return withNeeded(gate, value, needed(value, limit, safe), reason);
    }

    private GateResult withNeeded(Gate gate, Estimate shown, OptionalLong needed, String reason) {
        String full = needed.isPresent()
                ? reason + " " + Messages.Gate_needed(needed.getAsLong(), evidence.exposure().what())
                : reason + " " + Messages.Gate_neverDecided();
        return new GateResult(
                gate.text(), Verdict.INCONCLUSIVE, shown.value(), shown.low(), shown.high(), needed, full);
    }

    /**
     * About how many rows would decide: intervals shrink with the square root of the count, so the count grows with the
     * square of the ratio between the bound's distance and the limit's distance from the value.
     */
    private static OptionalLong needed(Estimate estimate, double limit, double bound) {
        double distance = Math.abs(estimate.value() - limit);
        double width = Math.abs(bound - estimate.value());
        double needed = Math.ceil(estimate.count() * (width / distance) * (width / distance));
        boolean known = distance > 0 && width > 0 && needed < 1e15;
        return known ? OptionalLong.of(Math.max((long) needed, estimate.count() + 1)) : OptionalLong.empty();
    }

    private static GateResult result(Gate gate, Verdict verdict, Estimate shown, String reason) {
        return new GateResult(
                gate.text(), verdict, shown.value(), shown.low(), shown.high(), OptionalLong.empty(), reason);
    }
}
