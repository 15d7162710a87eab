package io.jenkins.plugins.modeldelivery.evaluation.table;

import java.util.regex.Pattern;

/**
 * Reads decimal numbers as {@link Double#parseDouble} does, correctly rounded, but without an object for each and without
 * its other notations (hexadecimal, a type suffix, NaN).
 */
final class Decimal {
    private static final Pattern SYNTAX = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");
    private static final int EXACT_POWERS = 22;
    private static final int EXACT_DIGITS = 18;
    private static final double[] POWERS = new double[EXACT_POWERS + 1];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private Decimal() {}

    /** The number, or NaN when the text is not a finite decimal number. */
    static double parse(char[] chars, int length) {
        int i = length > 0 && (chars[0] == '-' || chars[0] == '+') ? 1 : 0;
        long digits = 0;
        int kept = 0;
        int fraction = 0;
        boolean point = false;
        for (; i < length; i++) {
            char c = chars[i];
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                kept += digits == 0 ? 0 : 1;
                fraction += point ? 1 : 0;
                if (kept > EXACT_DIGITS) {
                    return slow(chars, length);
                }
            } else if (c == '.' && !point) {
                point = true;
            } else {
                return slow(chars, length);
            }
        }
        boolean some = length > (point ? 1 : 0) + (length > 0 && (chars[0] == '-' || chars[0] == '+') ? 1 : 0);
        double value = !some || fraction > EXACT_POWERS ? Double.NaN : quotient(digits, POWERS[fraction]);
        if (Double.isNaN(value)) {
            return slow(chars, length);
        }
        return chars[0] == '-' ? -value : value;
    }

    /**
     * {@code digits / power} correctly rounded, or NaN when that is not certain. {@code power} is exact; the remainder of
     * the first quotient is exact too, so what it adds decides the rounding unless it falls too near a midpoint.
     */
    private static double quotient(long digits, double power) {
        double high = digits;
        double low = digits - (long) high;
        double first = high / power;
        if (low == 0) {
            return first;
        }
        double rest = (Math.fma(-first, power, high) + low) / power;
        double rounded = first + rest;
        double slack = Math.abs(rest) * 0x1p-50;
        return first + (rest - slack) == rounded && first + (rest + slack) == rounded ? rounded : Double.NaN;
    }

    private static double slow(char[] chars, int length) {
        String text = new String(chars, 0, length);
        if (!SYNTAX.matcher(text).matches()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? Double.NaN : value;
    }
}
