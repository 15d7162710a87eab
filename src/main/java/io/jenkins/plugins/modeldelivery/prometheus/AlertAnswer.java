package io.jenkins.plugins.modeldelivery.prometheus;

import java.util.List;

/**
 * What a source of alerts answered. An unavailable source says nothing: no alert of it has ended.
 *
 * @param detail why it is unavailable; the empty string when it is available
 */
public record AlertAnswer(boolean available, List<Alert> alerts, String detail) {
    public AlertAnswer {
        alerts = List.copyOf(alerts);
    }

    static AlertAnswer of(List<Alert> alerts) {
        return new AlertAnswer(true, alerts, "");
    }

    static AlertAnswer unavailable(String detail) {
        return new AlertAnswer(false, List.of(), detail);
    }
}
