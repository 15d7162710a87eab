package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.util.List;

/**
 * Shifts a workload's traffic between its stable version and its canary. No call waits for a version to come up: it does
 * the next thing that can be done now, and {@link Route#readiness} says what is still awaited. Every call may be repeated:
 * once its purpose is reached it does nothing. What a call returns was read back from the router after the change.
 */
public interface Router {
    /**
     * Where traffic goes now.
     *
     * @throws SurroundingsException if the router does not answer
     * @throws InvalidInputException if it refuses the credential, or is no such router
     */
    Route read() throws InterruptedException;

    /**
     * Brings the new version up beside stable, without traffic. A router between versions that somebody else starts has
     * nothing to do. Errors as in {@link #read}.
     *
     * @param release id of the release, by which the route then knows the canary where the router names it itself
     */
    default Route deploy(String release) throws InterruptedException {
        return read();
    }

    /** Gives the canary this share of traffic, 0 to 100, and stable the rest, in one write. Errors as in {@link #read}. */
    Route shift(int canaryPercent) throws InterruptedException;

    /**
     * Makes the canary the stable version. Errors as in {@link #read}.
     *
     * @param canary what the canary is known by, so that a repeated call cannot promote a later one
     */
    Route promote(String canary) throws InterruptedException;

    /**
     * Takes the canary away after all traffic went back to stable; a promotion that was half done is undone. The route
     * has no canary when it is gone. A router between versions that somebody else starts leaves it. Errors as in
     * {@link #read}.
     *
     * @param canary what the canary is known by, so that a repeated call cannot take a later one away
     */
    default Route withdraw(String canary) throws InterruptedException {
        return read();
    }

    /** Whether {@link #deploy} and {@link #withdraw} do something here. */
    default boolean startsVersions() {
        return false;
    }

    /** Whether what would be released is what stable is already, down to its configuration. Errors as in {@link #read}. */
    default boolean isLive() throws InterruptedException {
        return false;
    }

    /**
     * The stable version as it stands, for the ledger: the objects that {@code restore} of a later roll-back brings back,
     * without Secret data. Empty where nothing is kept. Errors as in {@link #read}.
     */
    default List<String> manifests() throws InterruptedException {
        return List.of();
    }

    /**
     * Brings the whole set of a former release back: its route first, then its objects, in order. The route shows it
     * as stable, and is ready, once all of it was read back. Errors as in {@link #read}.
     *
     * @param version what the router knew the former version by when it was promoted
     * @param manifests its objects, as {@link #manifests} gave them
     * @throws InvalidInputException also if something that it needs is gone or was edited in place
     */
    default Route restore(String version, List<String> manifests) throws InterruptedException {
        throw new InvalidInputException("this router keeps no former versions; start the former version and release it again");
    }
}
