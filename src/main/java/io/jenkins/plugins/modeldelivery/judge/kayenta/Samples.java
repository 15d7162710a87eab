package io.jenkins.plugins.modeldelivery.judge.kayenta;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What Kayenta computes from the values of one metric: summaries, percentiles and effect sizes. */
final class Samples {
    private Samples() {}

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** Sum of squares around the mean, divided by the count less {@code lost} degrees of freedom. */
    static double variance(double[] values, int lost) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        return values.length <= lost ? 0 : squares / (values.length - lost);
    }

    /** Hyndman and Fan's type 7: straight between order statistics; NaN for no values. */
    static double percentile(double[] values, double percent) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = percent / 100 * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Mean over mean; NaN when either is zero. */
    static double meanRatio(double[] control, double[] experiment) {
        double one = mean(control);
        double other = mean(experiment);
        return one == 0 || other == 0 ? Double.NaN : other / one;
    }

    /** Difference of the means in units of the pooled standard deviation (Cohen 1988). */
    static double cohenD(double[] one, double[] other) {
        double squares = (one.length - 1) * variance(one, 1) + (other.length - 1) * variance(other, 1);
        return Math.abs(mean(one) - mean(other)) / Math.sqrt(squares / (one.length + other.length - 2));
    }

    /** The chance that a value of the experiment exceeds one of the control, ties counting half (Vargha, Delaney 2000). */
    static double commonLanguageEffect(double[] control, double[] experiment) {
        double[] sorted = control.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double value : experiment) {
            int below = insertion(sorted, value, false);
            int belowOrEqual = insertion(sorted, value, true);
            wins += (below + belowOrEqual) / 2.0;
        }
        return wins / ((double) control.length * experiment.length);
    }

    /** How many sorted values are less than, or at most, {@code value}. */
    private static int insertion(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean left = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            low = left ? middle + 1 : low;
            high = left ? high : middle;
        }
        return low;
    }

    static double[] withoutNaN(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    static double[] withZeroForNaN(double[] values) {
        return Arrays.stream(values).map(value -> Double.isNaN(value) ? 0 : value).toArray();
    }

    static boolean isConstant(double[] values) {
        return DoubleStream.of(values).distinct().count() == 1;
    }
}
