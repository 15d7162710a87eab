package io.jenkins.plugins.modeldelivery.statistics;

/**
 * A sum kept as an unevaluated pair of doubles, so that neither the number nor the order of its terms shows in the result.
 * Relative error about 2^-104 of the sum of magnitudes. Source: Knuth's TwoSum and the double-double addition of Dekker,
 * "A floating-point technique for extending the available precision" (1971).
 */
public final class CompensatedSum {
    private double high;
    private double low;

    public void add(double term) {
        add(term, 0);
    }

    /** Adds {@code a * b} without rounding the product. */
    public void addProduct(double a, double b) {
        double product = a * b;
        add(product, Math.fma(a, b, -product));
    }

    /** Adds {@code a * b * c} without rounding the products but for the last bits of the smaller parts. */
    public void addProduct(double a, double b, double c) {
        double product = a * b;
        addProduct(product, c);
        addProduct(Math.fma(a, b, -product), c);
    }

    /**
     * The weighted sum of squares around a centre, {@code sum w (x - centre)^2}, where this is {@code sum w x^2}.
     *
     * @param first {@code sum w x}
     * @param weights {@code sum w}
     */
    public double around(double centre, CompensatedSum first, CompensatedSum weights) {
        CompensatedSum sum = new CompensatedSum();
        sum.merge(this);
        sum.addProduct(-2 * centre, first.high);
        sum.addProduct(-2 * centre, first.low);
        sum.addProduct(centre, centre, weights.high);
        sum.addProduct(centre, centre, weights.low);
        return Math.max(0, sum.value());
    }

    public void merge(CompensatedSum other) {
        add(other.high, other.low);
    }

    public double value() {
        return high + low;
    }

    private void add(double termHigh, double termLow) {
        double sum = high + termHigh;
        double part = sum - high;
        double error = (high - (sum - part)) + (termHigh - part);
        double tail = error + low + termLow;
        high = sum + tail;
        low = tail - (high - sum);
    }
}
