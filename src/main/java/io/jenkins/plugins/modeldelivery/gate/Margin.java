package io.jenkins.plugins.modeldelivery.gate;

/**
 * How much worse or better than the baseline.
 *
 * @param amount in the subject's unit, or as a share of the baseline's value when relative; below zero it asks for an
 *     improvement of that size
 */
public record Margin(double amount, boolean relative) {
    public static final Margin NONE = new Margin(0, false);

    /** The margin in the subject's unit, for a baseline of this value. */
    public double against(double baseline) {
        return relative ? amount * Math.abs(baseline) : amount;
    }

    /** The same size in the other direction. */
    public Margin negated() {
        return new Margin(-amount, relative);
    }

    public boolean isNone() {
        return amount == 0;
    }
}
