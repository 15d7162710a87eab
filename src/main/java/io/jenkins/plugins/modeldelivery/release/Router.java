package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;

/**
 * Shifts a workload's traffic between its stable version and its canary. Every call may be repeated: the second does
 * nothing. What a call returns was read back from the router after the change.
 */
public interface Router {
    /**
     * Where traffic goes now.
     *
     * @throws SurroundingsException if the router does not answer
     * @throws InvalidInputException if it refuses the credential, or is no such router
     */
    Route read() throws InterruptedException;

    /** Gives the canary this share of traffic, 0 to 100, and stable the rest. Errors as in {@link #read}. */
    Route shift(int canaryPercent) throws InterruptedException;

    /**
     * Makes the canary the stable version. Errors as in {@link #read}.
     *
     * @param canary what the canary is known by, so that a repeated call cannot promote a later one
     */
    Route promote(String canary) throws InterruptedException;
}
