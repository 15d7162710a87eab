package io.jenkins.plugins.modeldelivery.gate;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;

/** Shows numbers with their unit, the same in every locale: measured ones with five digits, written ones in full. */
public final class Quantities {
    private static final MathContext DIGITS = new MathContext(5);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Quantities() {}

    /** A measured value. */
    public static String show(double value, Unit unit) {
        return show(value, unit, DIGITS);
    }

    /** The value and, where there is one, its two-sided interval. */
    static String show(Estimate estimate, Unit unit) {
        String value = show(estimate.value(), unit);
        return estimate.hasInterval()
                ? value + " [" + show(estimate.low(), unit) + ", " + show(estimate.high(), unit) + "]"
                : value;
    }

    /** A limit, with every digit that the user wrote. */
    public static String limit(double value, Unit unit) {
        return show(value, unit, MathContext.UNLIMITED);
    }

    /** A margin as the user wrote it. */
    public static String margin(Margin margin, Unit unit) {
        return margin.relative()
                ? plain(BigDecimal.valueOf(margin.amount()).movePointRight(2)) + "%"
                : limit(margin.amount(), unit);
    }

    /** A number with as many digits as it has. */
    static String exact(double value) {
        return plain(BigDecimal.valueOf(value));
    }

    private static String show(double value, Unit unit, MathContext digits) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal number = BigDecimal.valueOf(value);
        double size = Math.abs(value);
        if (unit == Unit.SECONDS && size < 1 && size > 0) {
            return plain(number.multiply(THOUSAND).round(digits)) + " ms";
        }
        if (unit == Unit.BYTES && size >= 1024) {
            String multiple = size >= 0x1p30 ? "GiB" : size >= 0x1p20 ? "MiB" : "KiB";
            return plain(BigDecimal.valueOf(unit.in(multiple, value)).round(digits)) + " " + multiple;
        }
        String symbol = unit.symbol();
        return plain(number.round(digits)) + (symbol.isEmpty() || symbol.startsWith("/") ? symbol : " " + symbol);
    }

    private static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale();
        return exponent > -5 && exponent <= 9 ? stripped.toPlainString() : stripped.toString();
    }
}
