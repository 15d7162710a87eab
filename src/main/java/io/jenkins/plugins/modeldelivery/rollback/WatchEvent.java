package io.jenkins.plugins.modeldelivery.rollback;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened in a watch.
 *
 * @param at milliseconds since 1970
 */
public record WatchEvent(long at, String text) {
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", Instant.ofEpochMilli(at).toString());
        map.put("text", text);
        return map;
    }
}
