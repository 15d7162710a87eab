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
