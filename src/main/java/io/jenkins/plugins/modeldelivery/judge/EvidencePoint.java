package io.jenkins.plugins.modeldelivery.judge;

import io.jenkins.plugins.modeldelivery.statistics.PlainNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evidence at one time, as common logarithms: 1.3 is twenty to one.
 *
 * @param bad that the check does not hold
 * @param good that it holds
 */
public record EvidencePoint(double time, double bad, double good) {
    private static final double DECIMALS = 1000;

    /** The least that brings the point back: nobody sees more than three decimals of a chart. */
    List<Double> toList() {
        return PlainNumbers.list(time, Math.rint(bad * DECIMALS) / DECIMALS, Math.rint(good * DECIMALS) / DECIMALS);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("time", time);
        map.put("bad", bad);
        map.put("good", good);
        return map;
    }
}
