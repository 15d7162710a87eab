package io.jenkins.plugins.modeldelivery.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** The interval of an estimate that is normal with an estimated standard error: Student's t in place of the normal. */
public final class StudentInterval {
    private StudentInterval() {}

    /**
     * Estimates from a standard error.
     *
     * @param error standard error, in the value's unit
     * @param freedom degrees of freedom of {@code error}; below 1 there is no interval
     */
    public static Estimate estimate(
            double value, double error, double freedom, double confidence, String method, long count) {
        if (!(freedom >= 1) || Double.isNaN(value) || Double.isNaN(error)) {
            return unknown(value, method, count);
        }
        TDistribution student = TDistribution.of(freedom);
        double two = error * student.inverseSurvivalProbability((1 - confidence) / 2);
        double one = error * student.inverseSurvivalProbability(1 - confidence);
        return new Estimate(value, value - two, value + two, value - one, value + one, method, count);
    }

    /** A value whose uncertainty cannot be told: its bounds decide nothing. */
    public static Estimate unknown(double value, String method, long count) {
        return new Estimate(
                value,
                Double.NaN,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                method,
                count);
    }
}
