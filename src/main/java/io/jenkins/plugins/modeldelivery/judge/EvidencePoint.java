package io.jenkins.plugins.modeldelivery.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Evidence at one time, as common logarithms: 1.3 is twenty to one.
 *
 * @param bad that the check does not hold
 * @param good that it holds
 */
public record EvidencePoint(double time, double bad, double good) {
    static final int NUMBERS = 3;

    /** All that brings the point back, {@link #NUMBERS} numbers. */
    DoubleStream numbers() {
        return DoubleStream.of(time, bad, good);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("time", time);
        map.put("bad", bad);
        map.put("good", good);
        return map;
    }
}
