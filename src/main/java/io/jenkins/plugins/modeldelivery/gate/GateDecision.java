package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.util.OptionalLong;

/**
 * Turns a gate and the evidence into a verdict. An absolute gate passes when the one-sided bound lies on the right side
 * of its limit and fails when the bound lies on the wrong side; a comparison passes or fails when it is shown, by the
 * paired difference; whatever lies between is inconclusive, with about how much more would decide. What cannot be
 * computed never passes.
 */
public final class GateDecision {
    private final Evidence evidence;

    public GateDecision(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Decides one gate. A gate marked {@code warn:} that does not pass gives WARN. */
    public GateResult decide(Gate gate) {
        GateResult result = decided(gate);
        return gate.warnOnly() && result.verdict() != Verdict.PASS ? result.withVerdict(Verdict.WARN) : result;
    }

    private GateResult decided(Gate gate) {
        if (gate.condition() instanceof Condition.Compare compare) {
            return compare(gate, compare.relation(), compare.limit());
        }
        if (gate.condition() instanceof Condition.NotWorse notWorse) {
            return notWorse.margin().isNone() ? notShownWorse(gate) : notWorseBy(gate, notWorse.margin());
        }
        if (gate.condition() instanceof Condition.Better better) {
            return better(gate, better.margin());
        }
        return drop(gate, ((Condition.Drop) gate.condition()).margin());
    }

    private GateResult compare(Gate gate, Relation relation, double limit) {
        Estimate value = evidence.value(gate.subject());
        if (isUndefined(value)) {
            return undefined(gate, Verdict.INCONCLUSIVE, value);
        }
        Unit unit = gate.type().unit();
        String shown = Quantities.show(value, unit);
        String asked = relation.symbol() + " " + Quantities.limit(limit, unit);
        double safe = relation.isUpper() ? value.upperBound() : value.lowerBound();
        double unsafe = relation.isUpper() ? value.lowerBound() : value.upperBound();
        if (relation.holds(safe, limit)) {
            return result(gate, Verdict.PASS, value, Messages.Gate_holds(gate.subject(), shown, asked));
        }
        if (!relation.holds(unsafe, limit)) {
            return result(gate, Verdict.FAIL, value, Messages.Gate_broken(gate.subject(), shown, asked));
        }
        return inconclusive(gate, value, needed(value, limit), Messages.Gate_undecided(gate.subject(), shown, asked));
    }

    private GateResult notShownWorse(Gate gate) {
        Estimate worsening = worsening(gate, Margin.NONE);
        if (isShownWorse(worsening)) {
            return compared(gate, Verdict.FAIL, worsening, Messages.Gate_worse());
        }
        Exposure exposure = evidence.exposure();
        if (!exposure.isReached()) {
            String seen = Long.toString(exposure.seen());
            String floor = Long.toString(exposure.floor());
            String reason = Messages.Gate_exposure(seen, exposure.what(), exposure.parameter(), floor);
            return result(gate, Verdict.INCONCLUSIVE, difference(gate, worsening), reason)
                    .withNeeded(OptionalLong.of(exposure.floor()));
        }
        return isUndefined(worsening)
                ? undefined(gate, Verdict.INCONCLUSIVE, difference(gate, worsening))
                : compared(gate, Verdict.PASS, worsening, Messages.Gate_notShownWorse());
    }

    private GateResult notWorseBy(Gate gate, Margin margin) {
        Estimate worsening = worsening(gate, Margin.NONE);
        Estimate beyond = worsening(gate, margin);
        if (isUndefined(worsening) || isUndefined(beyond)) {
            return undefined(gate, Verdict.INCONCLUSIVE, difference(gate, worsening));
        }
        String by = Quantities.margin(margin, gate.type().unit());
        if (beyond.upperBound() <= 0) {
            return compared(gate, Verdict.PASS, worsening, Messages.Gate_provenNotWorse(by));
        }
        if (isShownWorse(beyond)) {
            return compared(gate, Verdict.FAIL, worsening, Messages.Gate_worseBy(by));
        }
        return undecided(gate, worsening, needed(beyond, 0), Messages.Gate_notDecidedBy(by));
    }

    private GateResult better(Gate gate, Margin margin) {
        Estimate worsening = worsening(gate, Margin.NONE);
        Estimate missing = worsening(gate, margin.negated());
        if (isUndefined(worsening) || isUndefined(missing)) {
            return undefined(gate, Verdict.INCONCLUSIVE, difference(gate, worsening));
        }
        String by = Quantities.margin(margin, gate.type().unit());
        if (missing.upperBound() < 0) {
            String shown = margin.isNone() ? Messages.Gate_better() : Messages.Gate_betterBy(by);
            return compared(gate, Verdict.PASS, worsening, shown);
        }
        if (isShownWorse(worsening)) {
            return compared(gate, Verdict.FAIL, worsening, Messages.Gate_worse());
        }
        OptionalLong needed = OptionalLong.empty();
        if (missing.value() < 0) {
            needed = needed(missing, 0);
        } else if (worsening.value() > 0) {
            needed = needed(worsening, 0);
        }
        String notShown = margin.isNone() ? Messages.Gate_notShownBetter() : Messages.Gate_notShownBetterBy(by);
        return undecided(gate, worsening, needed, notShown);
    }

    private GateResult drop(Gate gate, Margin margin) {
        Estimate candidate = evidence.value(gate.subject());
        Estimate baseline = evidence.baseline(gate.subject());
        double difference = candidate.value() - baseline.value();
        Estimate shown = Estimate.exact(difference, candidate.count());
        if (Double.isNaN(difference)) {
            return undefined(gate, Verdict.FAIL, shown);
        }
        // Subtracting two decimals that differ by exactly the margin may give a little more than the margin.
        double rounding = 2 * Math.ulp(Math.max(Math.abs(candidate.value()), Math.abs(baseline.value())));
        boolean holds = gate.direction().harm() * difference <= margin.against(baseline.value()) + rounding;
        Unit unit = gate.type().unit();
        String reason = Messages.Gate_drop(
                gate.subject(),
                Quantities.show(candidate.value(), unit),
                Quantities.show(baseline.value(), unit),
                Quantities.show(difference, unit),
                Quantities.margin(margin, unit));
        return result(gate, holds ? Verdict.PASS : Verdict.FAIL, shown, reason);
    }

    private Estimate worsening(Gate gate, Margin margin) {
        return evidence.worsening(gate.subject(), gate.direction(), margin);
    }

    private static boolean isShownWorse(Estimate worsening) {
        return worsening.lowerBound() > 0;
    }

    private static boolean isUndefined(Estimate estimate) {
        return Double.isNaN(estimate.value())
                || Double.isNaN(estimate.lowerBound())
                || Double.isNaN(estimate.upperBound());
    }

    /** Subject minus baseline, which a reader expects, where the evidence speaks of the worsening. */
    private static Estimate difference(Gate gate, Estimate worsening) {
        return gate.direction() == Direction.LOWER_IS_BETTER ? worsening : worsening.negated();
    }

    /**
     * About how many rows would decide. Intervals shrink with the square root of the count, so the count grows with the
     * square of the ratio between the distances of bound and limit from the value. The bound that matters is the one on
     * the limit's side. Empty when the value lies on the limit or a bound is not known yet.
     */
    private static OptionalLong needed(Estimate estimate, double limit) {
        double bound = estimate.value() < limit ? estimate.upperBound() : estimate.lowerBound();
        double ratio = (bound - estimate.value()) / (limit - estimate.value());
        double needed = Math.ceil(estimate.count() * ratio * ratio);
        boolean known = estimate.count() > 0 && needed < 1e15;
        return known ? OptionalLong.of(Math.max((long) needed, estimate.count() + 1)) : OptionalLong.empty();
    }

    private GateResult compared(Gate gate, Verdict verdict, Estimate worsening, String conclusion) {
        return result(gate, verdict, difference(gate, worsening), sentence(gate, worsening, conclusion));
    }

    private GateResult undecided(Gate gate, Estimate worsening, OptionalLong needed, String conclusion) {
        return inconclusive(gate, difference(gate, worsening), needed, sentence(gate, worsening, conclusion));
    }

    private String sentence(Gate gate, Estimate worsening, String conclusion) {
        Unit unit = gate.type().unit();
        return Messages.Gate_compared(
                gate.subject(),
                Quantities.show(evidence.value(gate.subject()).value(), unit),
                Quantities.show(evidence.baseline(gate.subject()).value(), unit),
                Quantities.show(difference(gate, worsening), unit),
                conclusion);
    }

    private GateResult inconclusive(Gate gate, Estimate shown, OptionalLong needed, String reason) {
        String more = needed.isPresent()
                ? Messages.Gate_needed(Long.toString(needed.getAsLong()), evidence.exposure().what())
                : Messages.Gate_neededUnknown();
        return result(gate, Verdict.INCONCLUSIVE, shown, reason + " " + more).withNeeded(needed);
    }

    private static GateResult undefined(Gate gate, Verdict verdict, Estimate shown) {
        return result(gate, verdict, shown, Messages.Gate_undefined(gate.subject()));
    }

    private static GateResult result(Gate gate, Verdict verdict, Estimate shown, String reason) {
        return new GateResult(
                gate.text(), verdict, shown.value(), shown.low(), shown.high(), OptionalLong.empty(), reason);
    }
}
