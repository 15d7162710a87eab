package io.jenkins.plugins.modeldelivery.gate;

import java.util.Map;

/** What a subject is measured in; a quantity written in another unit of the same dimension is converted. */
public enum Unit {
    /** A plain number. */
    NONE("", Map.of()),
    /** A share between 0 and 1; {@code 2%} is 0.02. */
    RATIO("", Map.of("%", 0.01)),
    SECONDS("s", Map.of("s", 1.0, "ms", 1e-3)),
    PER_SECOND("/s", Map.of("/s", 1.0)),
    JOULES("J", Map.of("J", 1.0)),
    WATTS("W", Map.of("W", 1.0)),
    BYTES("B", Map.of("KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0));

    private final String symbol;
    private final Map<String, Double> factors;

    Unit(String symbol, Map<String, Double> factors) {
        this.symbol = symbol;
        this.factors = factors;
    }

    /** How a value in this unit is marked; the empty string for plain numbers and shares. */
    public String symbol() {
        return symbol;
    }

    /** What one of {@code written} is in this unit, or NaN when it measures something else. */
    double factor(String written) {
        if (written.isEmpty()) {
            return 1;
        }
        if (this == NONE && written.equals("%")) {
            return 0.01;
        }
        return factors.getOrDefault(written, Double.NaN);
    }
}
