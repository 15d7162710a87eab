package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.EventCounts;
import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import io.jenkins.plugins.modeldelivery.statistics.ProportionSequence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Shares of counted things with intervals that hold at all looks together. */
final class Shares {
    private static final String METHOD = "beta-mixture sequence";

    private static final MathContext DIGITS = new MathContext(3);

    private Shares() {}

    /** The share itself; its one-sided bounds are those of the two-sided interval, on the safe side. */
    static Estimate estimate(EventCounts counts, double alpha) {
        double low = ProportionSequence.lower(counts, alpha / 2);
        double high = ProportionSequence.upper(counts, alpha / 2);
        return new Estimate(counts.rate(), low, high, low, high, METHOD, (long) counts.exposure());
    }

    /** By how much the canary is worse than stable; the intervals of both shares added, each at half the chance of error. */
    static Estimate worsening(EventCounts canary, EventCounts stable, int harm, double alpha) {
        Estimate one = estimate(canary, alpha / 2);
        Estimate other = estimate(stable, alpha / 2);
        Estimate difference = new Estimate(
                one.value() - other.value(),
                one.low() - other.high(),
                one.high() - other.low(),
                one.lowerBound() - other.upperBound(),
                one.upperBound() - other.lowerBound(),
                METHOD,
                one.count());
        return harm > 0 ? difference : difference.negated();
    }

    static EventCounts restored(Object state) {
        double[] numbers = PlainNumbers.array(state);
        return new EventCounts(numbers[0], numbers[1]);
    }

    /** A share as a percentage, such as {@code 0.5%}. */
    static String percent(double share) {
        return digits(share * 100) + "%";
    }

    /** A number with three digits. */
    static String digits(double number) {
        return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** The number that has three digits. */
    static double rounded(double number) {
        return new BigDecimal(number).round(DIGITS).doubleValue();
    }

    /** A count as a person writes it: whole unless the source interpolates. */
    static String count(double count) {
        return BigDecimal.valueOf(count).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
