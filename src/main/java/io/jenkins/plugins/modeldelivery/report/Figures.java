package io.jenkins.plugins.modeldelivery.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers for people, the same in every locale. A number that is not finite is a dash. */
public final class Figures {
    /** What stands where there is no number. */
    public static final String NONE = "\u2013";

    private static final int SIGNIFICANT = 4;
    private static final String MINUS = "\u2212";

    private Figures() {}

    /** Up to four significant digits, without trailing zeros: {@code 0.954}, {@code 1235}, {@code 1.2E-7}. */
    public static String digits(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT)).stripTrailingZeros();
        boolean readable = Math.abs(value) >= 1e-5 && Math.abs(value) < 1e9;
        return signed(readable ? rounded.toPlainString() : rounded.toString());
    }

    /**
     * How many decimals suit all of these values, such as those of one row of a table: four for the largest between 0.01
     * and 1, else what gives it four significant digits, at most eight.
     */
    public static int decimals(double... values) {
        double largest = 0;
        for (double value : values) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        if (largest == 0 || largest >= 0.01 && largest <= 1) {
            return SIGNIFICANT;
        }
        int magnitude = (int) Math.floor(Math.log10(largest));
        return Math.max(0, Math.min(8, SIGNIFICANT - 1 - magnitude));
    }

    /** A number with just so many decimals. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return signed(rounded.toPlainString());
    }

    /** A difference: as {@link #fixed} with its sign always shown. */
    public static String difference(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9') ? "+" + text : text;
    }

    /** An interval, or null when either end is missing. */
    public static String interval(double low, double high, int decimals) {
        boolean known = Double.isFinite(low) && Double.isFinite(high);
        return known ? "[" + fixed(low, decimals) + ", " + fixed(high, decimals) + "]" : null;
    }

    /** A count with its thousands apart: {@code 1,797}. A weighted count keeps up to four significant digits. */
    public static String count(double value) {
        boolean whole = Math.abs(value) < 1e15 && value == Math.rint(value);
        return whole ? signed(String.format(Locale.ROOT, "%,d", (long) value)) : digits(value);
    }

    /** A share of 0 to 1 in per cent: {@code 95.3%}. */
    public static String percent(double share) {
        return Double.isFinite(share) ? digits(new BigDecimal(share * 100).round(new MathContext(3)).doubleValue()) + "%" : NONE;
    }

    private static String signed(String text) {
        return text.startsWith("-") ? MINUS + text.substring(1) : text;
    }
}
