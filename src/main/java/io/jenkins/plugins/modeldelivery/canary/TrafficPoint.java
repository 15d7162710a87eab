package io.jenkins.plugins.modeldelivery.canary;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The traffic of one interval.
 *
 * @param seconds its end, since the canary began
 * @param canaryPercent the share that the canary was meant to have at its end
 * @param stable requests that stable answered in it
 * @param canary requests that the canary answered in it
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record TrafficPoint(double seconds, int canaryPercent, double stable, double canary) {
    /** This interval and the one after it as one. */
    TrafficPoint with(TrafficPoint next) {
        return new TrafficPoint(next.seconds, next.canaryPercent, stable + next.stable, canary + next.canary);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seconds", seconds);
        map.put("canaryPercent", canaryPercent);
        map.put("stable", stable);
        map.put("canary", canary);
        return map;
    }
}
