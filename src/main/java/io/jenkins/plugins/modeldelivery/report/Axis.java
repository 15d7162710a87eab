package io.jenkins.plugins.modeldelivery.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * One direction of a chart: where a value lies and which values are named. Ticks are 1, 2 or 5 times a power of ten.
 *
 * @param title what it measures, with the unit
 * @param low the value at its start
 * @param high the value at its end; above {@code low}
 * @param logarithmic whether equal distances are equal ratios; then {@code low} is above zero
 * @param ticks the values that are named, ascending
 */
public record Axis(String title, double low, double high, boolean logarithmic, List<Double> ticks) {
    private static final int DESIRED_TICKS = 5;

    public Axis {
        check(low, high, logarithmic);
        ticks = List.copyOf(ticks);
    }

    private static void check(double low, double high, boolean logarithmic) {
        if (!(low < high) || Double.isInfinite(high - low) || logarithmic && low <= 0) {
            throw new IllegalArgumentException("no axis from " + low + " to " + high);
        }
    }

    /** An axis with just these ends. */
    public static Axis linear(String title, double low, double high) {
        check(low, high, false);
        double step = step(high - low);
        return new Axis(title, low, high, false, ticks(low, high, step));
    }

    /** An axis that begins and ends on a tick and holds all the finite values. */
    public static Axis covering(String title, DoubleStream values) {
        double[] finite = values.filter(value -> Math.abs(value) < 1e300).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(1);
        if (high - low <= Math.ulp(Math.max(Math.abs(low), Math.abs(high))) * 8) {
            double margin = low == 0 ? 1 : Math.abs(low) / 10;
            low -= margin;
            high += margin;
        }
        double step = step(high - low);
        double from = Math.floor(low / step + 1e-9) * step;
        double to = Math.ceil(high / step - 1e-9) * step;
        return new Axis(title, from, to, false, ticks(from, to, step));
    }

    /** A logarithmic axis with just these ends, both above zero. */
    public static Axis logarithmic(String title, double low, double high) {
        check(low, high, true);
        boolean narrow = Math.log10(high / low) < 2.5;
        int[] multiples = narrow ? new int[] {1, 2, 5} : new int[] {1};
        int stride = Math.max(1, (int) Math.ceil(Math.log10(high / low) / 7));
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += stride) {
            for (int multiple : multiples) {
                double tick = new BigDecimal(multiple).scaleByPowerOfTen(power).doubleValue();
                if (tick >= low * (1 - 1e-12) && tick <= high * (1 + 1e-12)) {
                    ticks.add(tick);
                }
            }
        }
        return new Axis(title, low, high, true, ticks);
    }

    /** Where a value lies: 0 at the start, 1 at the end; what lies outside is moved to the nearer end. */
    double position(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    /** How a tick is named: with the decimals that tell it from its neighbours, large ones as 20k or 3M. */
    String label(double tick) {
        double size = Math.max(Math.abs(ticks.get(0)), Math.abs(ticks.get(ticks.size() - 1)));
        double step = ticks.size() > 1 && !logarithmic ? ticks.get(1) - ticks.get(0) : Math.abs(tick);
        if (size >= 1e13 || size < 1e-4 && size > 0) {
            return tick == 0 ? "0" : String.format(Locale.ROOT, "%.1e", tick).replace(".0e", "e");
        }
        if (size >= 10_000) {
            return compact(tick, step);
        }
        return Figures.fixed(tick, decimalsOf(step));
    }

    private static String compact(double tick, double step) {
        String[] suffixes = {"", "k", "M", "G", "T"};
        int thousands = 0;
        double unit = 1;
        while (Math.abs(tick) >= unit * 1000 && thousands < suffixes.length - 1) {
            thousands++;
            unit *= 1000;
        }
        return Figures.fixed(tick / unit, decimalsOf(step / unit)) + suffixes[thousands];
    }

    private static int decimalsOf(double step) {
        return step == 0 ? 0 : (int) Math.max(0, Math.min(8, Math.ceil(-Math.log10(step) - 1e-9)));
    }

    private static double step(double range) {
        double raw = range / DESIRED_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double mantissa = raw / power;
        if (mantissa > 5) {
            return 10 * power;
        }
        return (mantissa > 2 ? 5 : mantissa > 1 ? 2 : 1) * power;
    }

    private static List<Double> ticks(double low, double high, double step) {
        List<Double> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = first; i <= last && ticks.size() < 50; i++) {
            // Rounded, since a product such as 3 x 0.1 would be named 0.30000000000000004.
            ticks.add(new BigDecimal(i * step).round(new MathContext(12, RoundingMode.HALF_EVEN)).doubleValue());
        }
        return ticks;
    }
}
