package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Map;

/**
 * Evidence, valid at every look, on whether a proportion p lies above or below a line of another, {@code a q + b}: a
 * margin that is absolute (a = 1, b = margin), relative (a = 1 + margin, b = 0), or none. Both proportions may change
 * from interval to interval, as long as they keep to the line.
 *
 * <p>For an alternative (p1, q1) fixed before the interval let (p0, q0) be the point of the null with the least
 * Kullback-Leibler divergence to it, n and m trials weighing the two (the reverse information projection; Turner, Ly,
 * Gruenwald 2024, "Generic E-variables for exact sequential k-sample tests that allow for optional stopping"). The
 * likelihood ratio of the two points is an e-variable: with A = (p1 - p0) / (p0 (1 - p0)) and B likewise, its logarithm's
 * expectation bound is n log(1 + A (p - p0)) + m log(1 + B (q - q0)) &lt;= n A (p - p0) + m B (q - q0), which is at most
 * zero everywhere in the null, since (p0, q0) is the minimum over a convex set. The alternatives lie at a grid of
 * effects off the line, at the q that was seen in the intervals before.
 */
public final class ProportionDifferenceEvidence {
    private static final double LEAST = 1e-9;
    private static final int HALVINGS = 60;

    private final double slope;
    private final double intercept;
    private final double[] logEvidence = new double[EffectGrid.SIZE];
    private EventCounts seen = EventCounts.NONE;

    /**
     * Begins with nothing seen.
     *
     * @param slope a, above zero
     * @param intercept b, between -1 and 1
     */
    public ProportionDifferenceEvidence(double slope, double intercept) {
        this.slope = slope;
        this.intercept = intercept;
    }

    /** Adds one interval; the first that has the second group only tells where that group's proportion lies. */
    public void add(EventCounts first, EventCounts second) {
        if (seen.exposure() > 0 && first.exposure() > 0 && second.exposure() > 0) {
            for (int i = 0; i < logEvidence.length; i++) {
                if (i != EffectGrid.NULL) {
                    logEvidence[i] += logRatio(first, second, EffectGrid.effect(i));
                }
            }
        }
        seen = seen.plus(second);
    }

    /** Logarithm of the evidence that the first proportion lies above the line. */
    public double logAbove() {
        return EffectGrid.mixtureAbove(logEvidence);
    }

    /** Logarithm of the evidence that the first proportion lies below the line. */
    public double logBelow() {
        return EffectGrid.mixtureBelow(logEvidence);
    }

    /** All that is needed to go on, as plain JSON values. */
    public Map<String, Object> state() {
        return Map.of(
                "logEvidence", PlainNumbers.list(logEvidence),
                "seen", PlainNumbers.list(seen.events(), seen.exposure()));
    }

    /** Goes on from a state that {@link #state} gave. */
    public void restore(Map<String, ?> state) {
        System.arraycopy(PlainNumbers.array(state.get("logEvidence")), 0, logEvidence, 0, logEvidence.length);
        double[] counts = PlainNumbers.array(state.get("seen"));
        seen = new EventCounts(counts[0], counts[1]);
    }

    private double logRatio(EventCounts first, EventCounts second, double effect) {
        double q = clamped((seen.events() + 0.5) / (seen.exposure() + 1));
        double onLine = clamped(slope * q + intercept);
        double p = clamped(1 / (1 + (1 - onLine) / onLine * Math.exp(-effect)));
        boolean above = effect > 0;
        boolean alternative = above ? p > slope * q + intercept : p < slope * q + intercept;
        if (!alternative) {
            return 0;
        }
        double q0 = projection(p, first.exposure(), q, second.exposure());
        return logLikelihoodRatio(first, p, slope * q0 + intercept) + logLikelihoodRatio(second, q, q0);
    }

    /** The second proportion at the point of the line with the least divergence: the root of a rising derivative. */
    private double projection(double p, double n, double q, double m) {
        double low = Math.max(LEAST, (LEAST - intercept) / slope);
        double high = Math.min(1 - LEAST, (1 - LEAST - intercept) / slope);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double onLine = slope * middle + intercept;
            double derivative = n * slope * (onLine - p) / (onLine * (1 - onLine)) + m * (middle - q) / (middle * (1 - middle));
            if (derivative < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double logLikelihoodRatio(EventCounts counts, double p1, double p0) {
        double failures = Math.max(0, counts.exposure() - counts.events());
        return counts.events() * Math.log(p1 / p0) + failures * Math.log((1 - p1) / (1 - p0));
    }

    private static double clamped(double proportion) {
        return Math.min(1 - 2 * LEAST, Math.max(2 * LEAST, proportion));
    }
}
