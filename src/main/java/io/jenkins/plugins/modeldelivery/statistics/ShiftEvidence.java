package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Map;

/**
 * Evidence, valid at every look, on whether values lie above or below zero, for values without known bounds: bets on
 * each next value, clipped at twice the usual size of the values before it. The wealth of a bet that loses on
 * average cannot ever reach 1/alpha with a chance of more than alpha (Waudby-Smith, Ramdas 2024, "Estimating means of
 * bounded random variables by betting"). What is tested is the mean of the clipped values, so one wild value decides
 * nothing, and the unit of the values does not matter.
 *
 * <p>Values that follow each other in runs tell less than their number says: the wealth's logarithm is divided by
 * (1 + r) / (1 - r), r being their correlation with the value before, the factor by which such runs inflate the
 * variance of a mean. This is an approximation, seen to hold by simulation.
 */
public final class ShiftEvidence {
    private static final double[] BETS = {0.05, 0.1, 0.2, 0.35, 0.6, 0.9};
    private static final double CLIP = 2;
    private static final double GREATEST_CORRELATION = 0.95;
    /** Standard errors that are added to the correlation seen. */
    private static final double DOUBT = 0.5;
    private static final double PRIOR_PAIRS = 12;
    private static final double PRIOR_CORRELATION = 0.6;

    private final double[] logAbove = new double[BETS.length];
    private final double[] logBelow = new double[BETS.length];
    private final double range;
    private double scale;
    private double last;
    private long count;
    private double sum;
    private double squares;
    private double products;

    /** For values without known bounds. */
    public ShiftEvidence() {
        this(Double.NaN);
    }

    private ShiftEvidence(double range) {
        this.range = range;
    }

    /** For values that never lie farther from zero than {@code range}: none is clipped, so it is their mean that is tested. */
    public static ShiftEvidence within(double range) {
        return new ShiftEvidence(range);
    }

    /** Adds a value; the first one that is not zero only tells the scale, unless that is known. */
    public void add(double value) {
        double greatest = range > 0 ? range : CLIP * scale;
        if (greatest > 0) {
            double clipped = Math.max(-1, Math.min(1, value / greatest));
            for (int i = 0; i < BETS.length; i++) {
                logAbove[i] += Math.log1p(BETS[i] * clipped);
                logBelow[i] += Math.log1p(-BETS[i] * clipped);
            }
            products += count > 0 ? clipped * last : 0;
            squares += clipped * clipped;
            sum += clipped;
            last = clipped;
            count++;
        }
        double weight = 1.0 / Math.min(count + 1, 50);
        scale = scale == 0 ? Math.abs(value) : (1 - weight) * scale + weight * Math.min(Math.abs(value), CLIP * scale);
    }

    /** Logarithm of the evidence that the values lie above zero. */
    public double logAbove() {
        return mixture(logAbove) / inflation();
    }

    /** Logarithm of the evidence that the values lie below zero. */
    public double logBelow() {
        return mixture(logBelow) / inflation();
    }

    /** All that is needed to go on, as plain JSON values. */
    public Map<String, Object> state() {
        return Map.of(
                "logAbove", PlainNumbers.list(logAbove),
                "logBelow", PlainNumbers.list(logBelow),
                "moments", PlainNumbers.list(scale, last, count, sum, squares, products));
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Map<String, ?> state) {
        System.arraycopy(PlainNumbers.array(state.get("logAbove")), 0, logAbove, 0, logAbove.length);
        System.arraycopy(PlainNumbers.array(state.get("logBelow")), 0, logBelow, 0, logBelow.length);
        double[] moments = PlainNumbers.array(state.get("moments"));
        scale = moments[0];
        last = moments[1];
        count = (long) moments[2];
        sum = moments[3];
        squares = moments[4];
        products = moments[5];
    }

    private double inflation() {
        double mean = count == 0 ? 0 : sum / count;
        double variance = squares - count * mean * mean;
        double covariance = products - Math.max(0, count - 1) * mean * mean;
        double pairs = Math.max(0, count - 1);
        double shown = variance > 0 ? covariance / variance : 0;
        // Short series show less correlation than there is (Marriott, Pope 1954; Kendall 1954), and a bit more is safer.
        double bias = pairs > 0 ? (1 + 3 * Math.max(0, shown)) / pairs : 0;
        double doubt = pairs > 0 ? DOUBT * Math.sqrt(Math.max(0, 1 - shown * shown) / pairs) : 0;
        double seen = shown + bias + doubt;
        double correlation = (PRIOR_CORRELATION * PRIOR_PAIRS + seen * pairs) / (PRIOR_PAIRS + pairs);
        double kept = Math.max(0, Math.min(GREATEST_CORRELATION, correlation));
        return (1 + kept) / (1 - kept);
    }

    private static double mixture(double[] logs) {
        return Mixtures.logSum(logs) - Math.log(logs.length);
    }
}
