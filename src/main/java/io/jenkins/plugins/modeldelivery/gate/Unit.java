package io.jenkins.plugins.modeldelivery.gate;

import java.util.Map;
import java.util.stream.Collectors;

/** What a subject is measured in; a quantity written in another unit of the same dimension is converted. */
public enum Unit {
    /** A plain number; {@code 2%} is 0.02. */
    NONE("", Map.of("%", 100.0)),
    /** A share between 0 and 1; {@code 2%} is 0.02. */
    RATIO("", Map.of("%", 100.0)),
    SECONDS("s", Map.of("s", 1.0, "ms", 1000.0)),
    PER_SECOND("/s", Map.of("/s", 1.0)),
    JOULES("J", Map.of("J", 1.0)),
    WATTS("W", Map.of("W", 1.0)),
    BYTES("B", Map.of("KiB", 0x1p-10, "MiB", 0x1p-20, "GiB", 0x1p-30));

    private final String symbol;
    private final Map<String, Double> parts;

    /** Takes how many of each written unit make one of this. Dividing by it rounds once: 57% is the double 0.57. */
    Unit(String symbol, Map<String, Double> parts) {
        this.symbol = symbol;
        this.parts = parts;
    }

    /** How a value in this unit is marked; the empty string for plain numbers and shares. */
    public String symbol() {
        return symbol;
    }

    /** The units in which a quantity may be written, for an error's cure. */
    String known() {
        return parts.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /** Whether a quantity may be written in {@code unit}; the empty string stands for this unit itself. */
    boolean accepts(String unit) {
        return unit.isEmpty() || parts.containsKey(unit);
    }

    /** What {@code number} of this unit is in {@code unit}. */
    double in(String unit, double number) {
        return number * parts.get(unit);
    }

    /** What {@code number} of {@code unit} is in this unit. */
    double convert(double number, String unit) {
        return unit.isEmpty() ? number : number / parts.get(unit);
    }
}
