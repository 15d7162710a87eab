package io.jenkins.plugins.modeldelivery.benchmark.metrics;

import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import java.util.List;

/**
 * A page of metrics as it was at one moment.
 *
 * @param time seconds since 1970, on the clock of whoever read it
 */
public record Reading(double time, List<Sample> samples) {
    public Reading {
        samples = List.copyOf(samples);
    }
}
