package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.time.Instant;

/**
 * One line of a workload's ledger: a release that was tried, and what became of it.
 *
 * @param id unique in the ledger
 * @param image the image reference or digest; the empty string when it is not known
 * @param endpoint what the router knew the new version by
 * @param build which build released it; the empty string outside a build
 */
public record Release(
        String id,
        String image,
        String endpoint,
        String build,
        Outcome outcome,
        Verdict verdict,
        String reason,
        Instant startedAt,
        Instant finishedAt) {

    /** What became of a release. */
    public enum Outcome {
        /** It is what runs. */
        PROMOTED,
        /** Traffic went back to what ran before. */
        ROLLED_BACK,
        /** It was left beside stable with the share that it had. */
        HELD,
        /** The router did not answer to the end, so nobody knows what it does. */
        UNCONFIRMED
    }
}
