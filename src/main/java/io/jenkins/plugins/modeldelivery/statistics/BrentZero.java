package io.jenkins.plugins.modeldelivery.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * The zero of a function between two points where its sign differs: bisection, the secant and inverse quadratic
 * interpolation, whichever is safe (Brent 1973, "Algorithms for minimization without derivatives", chapter 4).
 */
final class BrentZero {
    private static final double MACHINE_EPSILON = Math.ulp(1.0);
    private static final int MOST_STEPS = 1000;

    private BrentZero() {}

    /**
     * Finds the zero.
     *
     * @param left one end, where the function is {@code atLeft}
     * @param right the other end, where it is {@code atRight}
     * @param tolerance how near the answer must be, absolute
     */
    static double find(
            DoubleUnaryOperator function, double left, double right, double atLeft, double atRight, double tolerance) {
        double previous = left;
        double best = right;
        double opposite = left;
        double fPrevious = atLeft;
        double fBest = atRight;
        double fOpposite = atLeft;
        if (fPrevious == 0) {
            return previous;
        }
        for (int step = 0; step <= MOST_STEPS && fBest != 0; step++) {
            double lastMove = best - previous;
            if (Math.abs(fOpposite) < Math.abs(fBest)) {
                previous = best;
                best = opposite;
                opposite = previous;
                fPrevious = fBest;
                fBest = fOpposite;
                fOpposite = fPrevious;
            }
            double near = 2 * MACHINE_EPSILON * Math.abs(best) + tolerance / 2;
            double half = (opposite - best) / 2;
            if (Math.abs(half) <= near || fBest == 0) {
                return best;
            }
            double move = half;
            if (Math.abs(lastMove) >= near && Math.abs(fPrevious) > Math.abs(fBest)) {
                move = interpolated(previous, best, opposite, fPrevious, fBest, fOpposite, lastMove, near, half);
            }
            previous = best;
            fPrevious = fBest;
            best += Math.abs(move) < near ? Math.copySign(near, move) : move;
            fBest = function.applyAsDouble(best);
            if (fBest > 0 && fOpposite > 0 || fBest < 0 && fOpposite < 0) {
                opposite = previous;
                fOpposite = fPrevious;
            }
        }
        return best;
    }

    private static double interpolated(
            double previous,
            double best,
            double opposite,
            double fPrevious,
            double fBest,
            double fOpposite,
            double lastMove,
            double near,
            double half) {
        double span = opposite - best;
        double numerator;
        double denominator;
        double s = fBest / fPrevious;
        if (previous == opposite) {
            numerator = span * s;
            denominator = 1 - s;
        } else {
            double q = fPrevious / fOpposite;
            double r = fBest / fOpposite;
            numerator = s * (span * q * (q - r) - (best - previous) * (r - 1));
            denominator = (q - 1) * (r - 1) * (s - 1);
        }
        denominator = numerator > 0 ? -denominator : denominator;
        numerator = Math.abs(numerator);
        boolean safe = numerator < 0.75 * span * denominator - Math.abs(near * denominator) / 2
                && numerator < Math.abs(lastMove * denominator / 2);
        return safe ? numerator / denominator : half;
    }
}
