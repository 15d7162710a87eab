package io.jenkins.plugins.modeldelivery.prometheus;

import java.util.List;

/**
 * What a source of alerts answered. Of one that is unavailable what it tells of fires, but no other alert of it has ended.
 *
 * @param available whether all alerts that fire are told of
 * @param detail why it is unavailable; the empty string when it is available
 */
public record AlertAnswer(boolean available, List<Alert> alerts, String detail) {
    public AlertAnswer {
        alerts = List.copyOf(alerts);
    }

    static AlertAnswer of(List<Alert> alerts) {
        return new AlertAnswer(true, alerts, "");
    }

    /** The answer of a source that could not ask everyone. */
    AlertAnswer partial(String warnings) {
        return new AlertAnswer(false, alerts, warnings);
    }

    static AlertAnswer unavailable(String detail) {
        return new AlertAnswer(false, List.of(), detail);
    }
}
