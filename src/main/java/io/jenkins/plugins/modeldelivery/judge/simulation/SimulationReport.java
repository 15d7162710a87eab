package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a plan did over simulated canaries. Beside the envelope: {@code checks, alpha, runs, seed, outcomes}. */
public record SimulationReport(Envelope envelope, Map<String, Object> details) implements Report {
    /** The report's form. */
    public static final String SCHEMA = "model-delivery/judge-simulation/1";

    public SimulationReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
