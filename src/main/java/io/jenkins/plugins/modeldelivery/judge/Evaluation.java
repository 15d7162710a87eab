package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;

/**
 * What a check's evidence says at one look.
 *
 * @param logBad natural logarithm of the evidence that the check does not hold
 * @param logGood natural logarithm of the evidence that it does
 * @param shown the tested quantity with its two-sided interval
 * @param facts the counts behind it, as a part of a sentence; the empty string when there are none yet
 * @param obstacle why no evidence of this kind can decide, and the cure; the empty string when nothing stands in the way
 */
record Evaluation(double logBad, double logGood, Estimate shown, String facts, String obstacle) {
    private static final double SURE = Double.POSITIVE_INFINITY;

    /** Nothing was answered yet. */
    static Evaluation nothing() {
        return new Evaluation(0, 0, Estimate.exact(Double.NaN, 0), "", "");
    }

    /** A condition on point values, which holds or does not. */
    static Evaluation point(Estimate shown, boolean holds, String facts) {
        return new Evaluation(holds ? 0 : SURE, holds ? SURE : 0, shown, facts, "");
    }

    /** Intervals say yes, no, or nothing: there is no evidence in between. */
    static Evaluation interval(Estimate shown, boolean bad, boolean good, String facts) {
        return new Evaluation(bad ? SURE : 0, good ? SURE : 0, shown, facts, "");
    }
}
