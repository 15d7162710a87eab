package io.jenkins.plugins.modeldelivery.judge;

/**
 * How much speaks against and for a check at one look.
 *
 * @param logBad natural logarithm of the evidence that the check does not hold
 * @param logGood natural logarithm of the evidence that it does
 */
record Strength(double logBad, double logGood) {
    static final Strength NONE = new Strength(0, 0);

    private static final double SURE = Double.POSITIVE_INFINITY;

    /** Yes, no, or nothing: there is no evidence in between. */
    static Strength of(boolean bad, boolean good) {
        return new Strength(bad ? SURE : 0, good ? SURE : 0);
    }
}
