package io.jenkins.plugins.modeldelivery.release.metrics;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;

/** Where it is counted what both arms answer. */
@FunctionalInterface
public interface MetricsSource {
    /**
     * What both arms show now.
     *
     * @throws SurroundingsException if the source does not answer
     * @throws InvalidInputException if its answer cannot be understood
     */
    Scrape read() throws InterruptedException;
}
