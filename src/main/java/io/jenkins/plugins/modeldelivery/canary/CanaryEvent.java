package io.jenkins.plugins.modeldelivery.canary;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened to a canary.
 *
 * @param at milliseconds since 1970
 * @param canaryPercent the share that the canary was meant to have after it
 * @param text what and why, in one sentence
 */
public record CanaryEvent(long at, int canaryPercent, String text) {
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", Instant.ofEpochMilli(at).toString());
        map.put("canaryPercent", canaryPercent);
        map.put("text", text);
        return map;
    }
}
