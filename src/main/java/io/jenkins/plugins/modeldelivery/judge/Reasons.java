package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Margin;
import io.jenkins.plugins.modeldelivery.gate.Quantities;
import io.jenkins.plugins.modeldelivery.gate.Unit;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.StringJoiner;

/** Why a check says what it says, in one sentence that a tired person understands at night. */
final class Reasons {
    private static final double UNCOUNTABLE = 1e6;
    private static final int ENOUGH_LOOKS = 10;

    private Reasons() {}

    static String sentence(Gate gate, Standing standing, Map<NonAnswer, Integer> nonAnswers) {
        Finding finding = standing.finding();
        if (finding.facts().isEmpty()) {
            return nonAnswers.isEmpty() ? Messages.Reason_nothing() : Messages.Reason_unanswered(list(nonAnswers));
        }
        if (!finding.obstacle().isEmpty() && standing.verdict() == Verdict.INCONCLUSIVE) {
            return Messages.Reason_full(finding.facts(), finding.obstacle());
        }
        String conclusion =
                switch (standing.verdict()) {
                    case FAIL -> bad(gate, standing);
                    case PASS -> good(gate, standing);
                    default -> open(gate, standing);
                };
        return Messages.Reason_full(finding.facts(), conclusion);
    }

    private static String bad(Gate gate, Standing standing) {
        if (gate.condition() instanceof Condition.Drop) {
            return Messages.Reason_dropped();
        }
        String odds = odds(standing.strength().logBad(), standing.alpha());
        if (gate.condition() instanceof Condition.Compare compare) {
            return Messages.Reason_broken(limit(gate, compare), odds);
        }
        Margin margin = gate.condition() instanceof Condition.NotWorse notWorse ? notWorse.margin() : Margin.NONE;
        double by = standing.finding().shown().value();
        if (!(by > 0)) {
            return margin.isNone() ? Messages.Reason_worse(odds) : Messages.Reason_worseBy(show(gate, margin), odds);
        }
        return margin.isNone()
                ? Messages.Reason_worseAbout(amount(gate, by), odds)
                : Messages.Reason_worseAboutBy(amount(gate, by), show(gate, margin), odds);
    }

    private static String good(Gate gate, Standing standing) {
        if (gate.condition() instanceof Condition.Drop) {
            return Messages.Reason_kept();
        }
        String odds = odds(standing.strength().logGood(), standing.alpha());
        if (gate.condition() instanceof Condition.Compare compare) {
            return Messages.Reason_holds(limit(gate, compare), odds);
        }
        if (gate.condition() instanceof Condition.Better better) {
            return better.margin().isNone()
                    ? Messages.Reason_better(odds)
                    : Messages.Reason_betterBy(show(gate, better.margin()), odds);
        }
        Margin margin = ((Condition.NotWorse) gate.condition()).margin();
        return margin.isNone()
                ? Messages.Reason_notShownWorse(odds(standing.strength().logBad(), standing.alpha()))
                : Messages.Reason_notWorseBy(show(gate, margin), odds);
    }

    private static String open(Gate gate, Standing standing) {
        boolean floor = gate.condition() instanceof Condition.NotWorse notWorse && notWorse.margin().isNone();
        if (floor && standing.isBelowFloor()) {
            return Messages.Reason_exposure(Long.toString(standing.counted()), Long.toString(standing.floor()));
        }
        if (!Double.isNaN(standing.forecastMinutes())) {
            return Messages.Reason_forecast(digits(Math.max(1, Math.ceil(standing.forecastMinutes()))));
        }
        return standing.looks() < ENOUGH_LOOKS ? Messages.Reason_open() : Messages.Reason_border();
    }

    /** Evidence against what is needed, as odds. */
    private static String odds(double logEvidence, double alpha) {
        if (logEvidence > Math.log(UNCOUNTABLE)) {
            return Messages.Reason_certain();
        }
        return Messages.Reason_odds(digits(Math.exp(logEvidence)), digits(1 / alpha));
    }

    private static String limit(Gate gate, Condition.Compare compare) {
        return compare.relation().symbol() + " " + Quantities.limit(compare.limit(), gate.type().unit());
    }

    /** How much worse; of shares in percentage points. */
    private static String amount(Gate gate, double amount) {
        return gate.type().unit() == Unit.RATIO
                ? Messages.Reason_points(Shares.digits(amount * 100))
                : Quantities.show(Shares.rounded(amount), gate.type().unit());
    }

    private static String show(Gate gate, Margin margin) {
        return Quantities.margin(margin, gate.type().unit());
    }

    /** How often a check was not answered, and why. */
    static String list(Map<NonAnswer, Integer> nonAnswers) {
        StringJoiner list = new StringJoiner(", ");
        nonAnswers.forEach((reason, count) -> list.add(count + " " + name(reason)));
        return list.toString();
    }

    private static String name(NonAnswer reason) {
        return switch (reason) {
            case EMPTY -> Messages.NonAnswer_empty();
            case NAN -> Messages.NonAnswer_nan();
            case ERROR -> Messages.NonAnswer_error();
            case PARTIAL -> Messages.NonAnswer_partial();
            case STALE -> Messages.NonAnswer_stale();
        };
    }

    /** A number with two digits, or all of its whole ones. */
    private static String digits(double value) {
        BigDecimal number = value >= 10
                ? BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP)
                : new BigDecimal(value).round(new MathContext(2));
        return number.stripTrailingZeros().toPlainString();
    }
}
