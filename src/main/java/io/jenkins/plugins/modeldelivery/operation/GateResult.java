package io.jenkins.plugins.modeldelivery.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one gate concluded.
 *
 * @param gate the gate as the user wrote it
 * @param value what was tested, in the subject's unit: the subject itself, or the subject minus its baseline
 * @param low lower end of the two-sided interval of {@code value}; NaN when there is none
 * @param high upper end; NaN when there is none
 * @param needed about how many rows or requests would decide an inconclusive gate
 * @param reason one sentence with the numbers that led to the verdict
 */
public record GateResult(
        String gate, Verdict verdict, double value, double low, double high, OptionalLong needed, String reason) {

    public GateResult withVerdict(Verdict other) {
        return new GateResult(gate, other, value, low, high, needed, reason);
    }

    public GateResult withNeeded(OptionalLong other) {
        return new GateResult(gate, verdict, value, low, high, other, reason);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gate", gate);
        map.put("verdict", verdict);
        map.put("value", value);
        map.put("low", low);
        map.put("high", high);
        map.put("needed", needed);
        map.put("reason", reason);
        return map;
    }
}
