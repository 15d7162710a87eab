package io.jenkins.plugins.modeldelivery.statistics;

import java.util.List;

/**
 * A confidence sequence for a mean of values without known bounds, valid at all looks together once there are enough
 * values for the central limit theorem: the normal mixture of Robbins with the variance estimated
 * (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, "Time-uniform central limit theory and asymptotic confidence
 * sequences").
 */
public final class AsymptoticSequence {
    private static final double TIGHTEST_AT = 50;

    private long count;
    private double mean;
    private double squares;

    public void add(double value) {
        count++;
        double step = value - mean;
        mean += step / count;
        squares += step * (value - mean);
    }

    public long count() {
        return count;
    }

    /** The mean so far; NaN before the first value. */
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** Half the width of the two-sided interval at this look; infinite before the second value. */
    public double radius(double alpha) {
        if (count < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double variance = squares / (count - 1);
        double rate = 1 / TIGHTEST_AT;
        double grown = count * rate + 1;
        return Math.sqrt(variance * 2 * grown / (count * (double) count * rate) * Math.log(Math.sqrt(grown) / alpha));
    }

    /** All that is needed to go on. */
    public List<Double> state() {
        return PlainNumbers.list(count, mean, squares);
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Object state) {
        double[] numbers = PlainNumbers.array(state);
        count = (long) numbers[0];
        mean = numbers[1];
        squares = numbers[2];
    }
}
