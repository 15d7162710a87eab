package io.jenkins.plugins.modeldelivery.benchmark.scenario;

/** How load is offered; the first and the {@code server} and {@code offline} scenarios are those of MLPerf Inference. */
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
    /** All requests at once, as fast as the server takes them. */
    OFFLINE(false),
    /** The times of a recorded trace. */
    TRACE(false),
    /** The highest rate at which the gates hold. */
    SEARCH(true);

    private final boolean rated;

    Scenario(boolean rated) {
        this.rated = rated;
    }

    /** Whether the scenario needs a rate. */
    public boolean needsRate() {
        return rated;
    }

    /** Whether requests are sent at intended times, whatever the server does. */
    public boolean isOpen() {
        return rated || this == TRACE;
    }
}
