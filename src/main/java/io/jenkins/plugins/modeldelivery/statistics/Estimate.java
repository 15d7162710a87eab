package io.jenkins.plugins.modeldelivery.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * A value known from a sample, with its uncertainty at one confidence level.
 *
 * @param value the point value
 * @param low lower end of the two-sided interval; NaN when there is no interval
 * @param high upper end of the two-sided interval; NaN when there is no interval
 * @param lowerBound one-sided lower bound at the same confidence; equals {@code value} when there is no interval
 * @param upperBound one-sided upper bound at the same confidence; equals {@code value} when there is no interval
 * @param method how the interval was made, such as {@code wilson}; {@code none} when there is none
 * @param count rows or requests that it rests on
 */
public record Estimate(
        double value, double low, double high, double lowerBound, double upperBound, String method, long count) {

    /** A value without an interval: its bounds are the value itself. */
    public static Estimate exact(double value, long count) {
        return new Estimate(value, Double.NaN, Double.NaN, value, value, "none", count);
    }

    /** The estimate of {@code mapped}, its interval and bounds carried over by an increasing function. */
    public Estimate mapped(double mapped, DoubleUnaryOperator increasing) {
        return new Estimate(
                mapped,
                increasing.applyAsDouble(low),
                increasing.applyAsDouble(high),
                increasing.applyAsDouble(lowerBound),
                increasing.applyAsDouble(upperBound),
                method,
                count);
    }

    /** The same value with the outer ends of this and another interval of it. */
    Estimate outer(Estimate other) {
        return new Estimate(
                value,
                Math.min(low, other.low),
                Math.max(high, other.high),
                Math.min(lowerBound, other.lowerBound),
                Math.max(upperBound, other.upperBound),
                method,
                count);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** The same estimate of the opposite quantity. */
    public Estimate negated() {
        return new Estimate(-value, -high, -low, -upperBound, -lowerBound, method, count);
    }
}
