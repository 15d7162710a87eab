package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How load is offered. {@code single-stream}, {@code server} and {@code offline} are those of MLPerf
 * Inference. */
public enum Scenario {
    /** One request at a time. */
    SINGLE_STREAM(false),
    /** A fixed number of clients, each waiting for its response. */
    CLOSED(false),
    /** Independent users: Poisson arrivals at a rate. */
    SERVER(true),
    /** Equal distances at a rate. */
    CONSTANT(true),
    /** Bursts of requests at a mean rate. */
    BURST(true),
    /** A rate that grows evenly from the first to the last of the range. */
    RAMP(true),
    /** All requests of the data at once, again and again until the time is over: throughput is what counts. */
    OFFLINE(false),
    /** The recorded times of a file. */
    TRACE(false),
    /** Poisson arrivals at the highest rate of a range that keeps the gates. */
    SEARCH(true);

    private final boolean rated;

    Scenario(boolean rated) {
        this.rated = rated;
    }

    /** The values as a user writes them. */
    public static List<String> choices() {
        return Arrays.stream(values()).map(Scenario::written).toList();
    }

    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the scenario needs a rate: requests are then sent at intended times, whatever the server does. */
    public boolean needsRate() {
        return rated;
    }
}
