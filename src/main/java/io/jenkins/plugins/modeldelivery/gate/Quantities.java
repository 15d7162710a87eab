package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;

/** Shows numbers with four significant digits and their unit, the same in every locale. */
final class Quantities {
    private static final MathContext DIGITS = new MathContext(4);

    private Quantities() {}

    static String show(double value, Unit unit) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (unit == Unit.SECONDS && Math.abs(value) < 1 && value != 0) {
            return digits(value * 1000) + " ms";
        }
        String symbol = unit.symbol();
        return digits(value) + (symbol.isEmpty() || symbol.startsWith("/") ? symbol : " " + symbol);
    }

    /** The value and, where there is one, its two-sided interval. */
    static String show(Estimate estimate, Unit unit) {
        String value = show(estimate.value(), unit);
        return estimate.hasInterval()
                ? value + " [" + show(estimate.low(), unit) + ", " + show(estimate.high(), unit) + "]"
                : value;
    }

    static String percent(double share) {
        return digits(share * 100) + "%";
    }

    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        boolean readable = Math.abs(value) >= 1e-5 && Math.abs(value) < 1e9;
        return readable ? rounded.toPlainString() : rounded.toString();
    }
}
