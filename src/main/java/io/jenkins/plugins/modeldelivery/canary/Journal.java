package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What canaries write into the ledger of their workload. */
final class Journal {
    private final CanaryRequest request;
    private final Ledger ledger;

    Journal(CanaryRequest request, Ledger ledger) {
        this.request = request;
        this.ledger = ledger;
    }

    boolean isLive(String image) {
        return ledger.live().map(release -> release.isOf(image)).orElse(false);
    }

    /** How an image came to be taken back; empty if it was not. */
    Optional<Release> withdrawal(String image) {
        return ledger.withdrawal(image);
    }

    /** Whether a digest was released before with this evaluation passed. */
    boolean hasEvaluated(String image, String evaluation) {
        return ledger.releases().stream()
                .anyMatch(release -> release.isOf(image) && release.evaluation().equals(evaluation));
    }

    /** Notes what runs and was not released by us, so that even the next release can be rolled back. Once. */
    void found(Route route, Router router, Instant now) throws InterruptedException {
        boolean known = ledger.live().map(release -> release.endpoint().equals(route.stable())).orElse(false);
        if (!route.hasStable() || known) {
            return;
        }
        ledger.append(new Release(
                "found-" + now, "", route.stable(), "", "", router.manifests(), Release.Outcome.FOUND, Verdict.PASS,
                Messages.Ledger_found(), now, now));
    }

    /**
     * Writes the end, once however often it is called.
     *
     * @return false when the router does not say what is live now; to be called again
     * @throws SurroundingsException if the ledger cannot be written
     */
    boolean ended(CanaryState state, Router router, Instant now) throws InterruptedException {
        boolean touched = state.outcome() != Outcome.NOT_STARTED && state.outcome() != Outcome.NOTHING_TO_DO;
        if (!touched || ledger.releases().stream().anyMatch(release -> release.id().equals(state.release()))) {
            return true;
        }
        List<String> manifests = List.of();
        if (state.outcome() == Outcome.PROMOTED) {
            try {
                manifests = router.manifests();
            } catch (SurroundingsException | InvalidInputException e) {
                if (now.toEpochMilli() - state.timing().seenAt() < request.plan().limits().outageTimeout().toMillis()) {
                    return false;
                }
            }
        }
        ledger.append(new Release(
                state.release(),
                request.image(),
                state.canary(),
                state.inputs().build(),
                state.inputs().evaluation(),
                manifests,
                Release.Outcome.valueOf(state.outcome().name()),
                CanaryReport.of(request, state, now).verdict(),
                state.reason(),
                Instant.ofEpochMilli(state.timing().startedAt()),
                now));
        return true;
    }
}
