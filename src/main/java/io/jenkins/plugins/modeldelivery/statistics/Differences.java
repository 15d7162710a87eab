package io.jenkins.plugins.modeldelivery.statistics;

/** Intervals for the difference of two independent estimates. */
public final class Differences {
    private Differences() {}

    /**
     * {@code a - factor * b} with the interval that the two intervals imply, asymmetric where they are. (G. Y. Zou and
     * A. Donner, Construction of confidence limits about effect measures: a general approach, Statistics in Medicine 27,
     * 2008: the method of variance estimates recovery.)
     *
     * @param factor above zero
     */
    public static Estimate of(Estimate a, Estimate b, double factor) {
        double value = a.value() - factor * b.value();
        return new Estimate(
                value,
                value - recovered(a.value() - a.low(), factor * (b.high() - b.value())),
                value + recovered(a.high() - a.value(), factor * (b.value() - b.low())),
                value - recovered(a.value() - a.lowerBound(), factor * (b.upperBound() - b.value())),
                value + recovered(a.upperBound() - a.value(), factor * (b.value() - b.lowerBound())),
                "recovered from both intervals",
                Math.min(a.count(), b.count()));
    }

    private static double recovered(double one, double other) {
        return Math.hypot(one, other);
    }
}
