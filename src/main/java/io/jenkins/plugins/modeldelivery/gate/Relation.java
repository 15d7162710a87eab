package io.jenkins.plugins.modeldelivery.gate;

/** How a subject is compared with a quantity. */
public enum Relation {
    AT_MOST("<=", true, false),
    BELOW("<", true, true),
    AT_LEAST(">=", false, false),
    ABOVE(">", false, true);

    private final String symbol;
    private final boolean upper;
    private final boolean strict;

    Relation(String symbol, boolean upper, boolean strict) {
        this.symbol = symbol;
        this.upper = upper;
        this.strict = strict;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether the quantity is an upper limit. */
    public boolean isUpper() {
        return upper;
    }

    /** Whether {@code value} stands in this relation to {@code limit}. */
    public boolean holds(double value, double limit) {
        if (value == limit) {
            return !strict;
        }
        return upper ? value < limit : value > limit;
    }
}
