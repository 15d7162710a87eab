package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert that the watch has heard of, and what it made of it.
 *
 * @param identity tells a repeated delivery from news
 * @param source who said so first
 * @param startsAt when it began to fire, as the source says
 * @param seenAt when the watch heard of it, milliseconds since 1970
 * @param counted whether it speaks against the release
 * @param why why it counts or not
 */
public record SeenAlert(
        String identity,
        String fingerprint,
        String name,
        String labels,
        String source,
        boolean firing,
        String startsAt,
        long seenAt,
        boolean counted,
        String why) {

    static SeenAlert of(Alert alert, String source, long now, boolean counted, String why) {
        return new SeenAlert(
                alert.identity(),
                alert.fingerprint(),
                alert.name(),
                new TreeMap<>(alert.labels()).toString(),
                source,
                alert.firing(),
                String.valueOf(alert.startsAt()),
                now,
                counted,
                why);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("labels", labels);
        map.put("source", source);
        map.put("firing", firing);
        map.put("startsAt", startsAt);
        map.put("seenAt", java.time.Instant.ofEpochMilli(seenAt).toString());
        map.put("counted", counted);
        map.put("why", why);
        return map;
    }
}
