package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.gate.Condition;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.Margin;

/**
 * Where a margin puts the border for the canary, given stable: {@code slope * stable + intercept} for what is not
 * negative. Where stable is negative a relative margin is one of its size.
 *
 * @param slope above zero
 */
record Line(double slope, double intercept) {
    /** Stable itself. */
    static final Line EQUAL = new Line(1, 0);

    private static final double LEAST_SLOPE = 1e-6;

    /** The border beyond which the canary is worse: the margin on the harmful side of stable. */
    static Line worse(Gate gate) {
        return gate.condition() instanceof Condition.NotWorse notWorse
                ? beyond(notWorse.margin(), gate.direction(), 1)
                : EQUAL;
    }

    /** The border on whose better side the canary must be proven to lie. */
    static Line good(Gate gate) {
        return gate.condition() instanceof Condition.Better better
                ? beyond(better.margin(), gate.direction(), -1)
                : worse(gate);
    }

    double at(double stable) {
        return stable + (slope - 1) * Math.abs(stable) + intercept;
    }

    private static Line beyond(Margin margin, Direction direction, int side) {
        double amount = side * direction.harm() * margin.amount();
        return margin.relative() ? new Line(Math.max(LEAST_SLOPE, 1 + amount), 0) : new Line(1, amount);
    }
}
