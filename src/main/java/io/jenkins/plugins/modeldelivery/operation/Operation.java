package io.jenkins.plugins.modeldelivery.operation;

/**
 * A capability that runs to its end where the files are: on the agent, or in the command line's process.
 *
 * @param <Q> the request: an immutable record whose constructor refuses bad input
 * @param <R> the report: an immutable record with everything needed to check its verdict
 */
@FunctionalInterface
public interface Operation<Q, R extends Report> {
    /**
     * Does the work.
     *
     * @throws InvalidInputException if the input cannot be used
     * @throws SurroundingsException if the machine, the network or a server failed
     * @throws InterruptedException if the work was cancelled; nothing half-written stays behind
     */
    R run(Q request, Workbench bench) throws InterruptedException;
}
