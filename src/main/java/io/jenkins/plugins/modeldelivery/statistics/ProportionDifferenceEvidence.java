package io.jenkins.plugins.modeldelivery.statistics;

import java.util.Map;
import java.util.SplittableRandom;

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
 * effects off the line, at the q that was seen in the intervals before. Of the first interval, which may be all there
 * ever is, a quarter of the second group's trials, drawn by lot, tells where q lies; the others are evidence.
 */
public final class ProportionDifferenceEvidence {
    private static final double LEAST = 1e-9;
    private static final int MOST_STEPS = 100;
    private static final double NEAR = 1e-12;
    private static final double LEARNT_FROM_THE_FIRST = 0.25;
    /** From so many trials on the number drawn is normal for all purposes. */
    private static final double MANY = 100_000;
    private static final long LOT = 20240731;

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

    /** Adds one interval of both groups; before the first that has both, the second alone tells where q lies. */
    public void add(EventCounts first, EventCounts second) {
        if (first.exposure() > 0 && second.exposure() > 0) {
            EventCounts learnt = seen.exposure() > 0 ? EventCounts.NONE : drawn(second);
            seen = seen.plus(learnt);
            EventCounts rest = second.minus(learnt);
            for (int i = 0; i < logEvidence.length; i++) {
                if (i != EffectGrid.NULL) {
                    logEvidence[i] += logRatio(first, rest, EffectGrid.effect(i));
                }
            }
            seen = seen.plus(rest);
        } else {
            seen = seen.plus(second);
        }
    }

    /** Each trial is taken with the same chance, so that what is left is as independent as before. */
    private static EventCounts drawn(EventCounts counts) {
        SplittableRandom lot = new SplittableRandom(LOT);
        double events = drawn(counts.events(), lot);
        return new EventCounts(events, events + drawn(counts.exposure() - counts.events(), lot));
    }

    private static double drawn(double trials, SplittableRandom lot) {
        if (trials > MANY) {
            double spread = Math.sqrt(trials * LEARNT_FROM_THE_FIRST * (1 - LEARNT_FROM_THE_FIRST));
            return Math.rint(trials * LEARNT_FROM_THE_FIRST + spread * lot.nextGaussian());
        }
        double taken = 0;
        for (long i = 0; i < (long) trials; i++) {
            taken += lot.nextDouble() < LEARNT_FROM_THE_FIRST ? 1 : 0;
        }
        return taken;
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
                "logEvidence", PlainNumbers.compact(logEvidence),
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

    /**
     * The second proportion at the point of the line with the least divergence: the zero of a rising derivative, by
     * Newton's steps where they stay between the ends, by halving where they do not.
     */
    private double projection(double p, double n, double q, double m) {
        double low = Math.max(LEAST, (LEAST - intercept) / slope);
        double high = Math.min(1 - LEAST, (1 - LEAST - intercept) / slope);
        double at = Math.max(low, Math.min(high, q));
        for (int i = 0; i < MOST_STEPS && high - low > NEAR * high; i++) {
            double onLine = slope * at + intercept;
            double one = onLine * (1 - onLine);
            double other = at * (1 - at);
            double derivative = n * slope * (onLine - p) / one + m * (at - q) / other;
            double curvature = n * slope * slope * (1 / one - (onLine - p) * (1 - 2 * onLine) / (one * one))
                    + m * (1 / other - (at - q) * (1 - 2 * at) / (other * other));
            if (derivative < 0) {
                low = at;
            } else {
                high = at;
            }
            double step = at - derivative / curvature;
            double next = step > low && step < high ? step : (low + high) / 2;
            if (Math.abs(next - at) <= NEAR * at) {
                return next;
            }
            at = next;
        }
        return at;
    }

    private static double logLikelihoodRatio(EventCounts counts, double p1, double p0) {
        double failures = Math.max(0, counts.exposure() - counts.events());
        return counts.events() * Math.log(p1 / p0) + failures * Math.log((1 - p1) / (1 - p0));
    }

    private static double clamped(double proportion) {
        return Math.min(1 - 2 * LEAST, Math.max(2 * LEAST, proportion));
    }
}
