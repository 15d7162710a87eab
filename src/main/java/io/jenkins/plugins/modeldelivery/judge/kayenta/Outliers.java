package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.util.Arrays;

/**
 * Fences beyond which a value is an outlier.
 *
 * @param low the least value inside
 * @param high the greatest value inside
 */
record Outliers(double low, double high) {
    /** Tukey's fences: the quartiles, {@code factor} interquartile ranges out. */
    static Outliers interquartile(double[] values, double factor) {
        double lower = Samples.percentile(values, 25);
        double upper = Samples.percentile(values, 75);
        double reach = factor * (upper - lower);
        return new Outliers(lower - reach, upper + reach);
    }

    /** Tukey's fences, widened to hold at least the middle 98 percent. */
    static Outliers lenient(double[] values, double factor) {
        Outliers tukey = interquartile(values, factor);
        return new Outliers(
                Math.min(Samples.percentile(values, 1), tukey.low), Math.max(Samples.percentile(values, 99), tukey.high));
    }

    /** The mean, {@code factor} standard deviations out. */
    static Outliers sigma(double[] values, double factor) {
        double mean = Samples.mean(values);
        double reach = factor * Math.sqrt(Samples.variance(values, 0));
        return new Outliers(mean - reach, mean + reach);
    }

    boolean isOutlier(double value) {
        return value < low || value > high;
    }

    double[] without(double[] values) {
        return Arrays.stream(values).filter(value -> !isOutlier(value)).toArray();
    }
}
