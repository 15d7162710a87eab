package io.jenkins.plugins.modeldelivery.prometheus;

import java.util.Map;

/**
 * One value of one series.
 *
 * @param name the metric's name; the empty string when a query dropped it
 * @param labels without {@code __name__}
 * @param value may be NaN or infinite
 * @param time seconds since 1970; NaN when none was given
 */
public record Sample(String name, Map<String, String> labels, double value, double time) {
    public Sample {
        labels = Map.copyOf(labels);
    }
}
