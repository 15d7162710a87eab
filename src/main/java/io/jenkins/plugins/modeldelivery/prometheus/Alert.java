package io.jenkins.plugins.modeldelivery.prometheus;

import java.time.Instant;
import java.util.Map;

/**
 * One alert as a source reports it.
 *
 * @param fingerprint names the alert's labels; computed where the source gives none
 * @param startsAt when it began to fire
 * @param endsAt when it ended, or when it ends unless renewed; null when unknown
 */
public record Alert(
        String fingerprint,
        boolean firing,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant endsAt) {

    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** The label {@code alertname}, or the empty string. */
    public String name() {
        return labels.getOrDefault("alertname", "");
    }

    /** What tells a repeated delivery from news: the same alert, the same start, the same status. */
    public String identity() {
        return fingerprint + '@' + startsAt + (firing ? " firing" : " resolved");
    }
}
