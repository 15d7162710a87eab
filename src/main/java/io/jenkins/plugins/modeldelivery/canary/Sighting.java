package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.util.List;
import java.util.Optional;

/**
 * What one look at the world found.
 *
 * @param route what the router says; null when it gave no answer
 * @param scrape what both arms have counted so far; null when the source of metrics gave no answer
 * @param trouble why something is missing; the empty string when nothing is
 * @param signals what was asked for since the last look, oldest first
 * @param suspended whether an administrator has suspended what nobody asked for in person
 * @param consent what is needed before the first step; null when it was not asked for or gave no answer
 * @param warmth the last round of warm-up requests; null when none was sent
 */
public record Sighting(
        Route route,
        Scrape scrape,
        String trouble,
        List<Signal> signals,
        boolean suspended,
        Consent consent,
        WarmUp.Round warmth) {
    public Sighting {
        signals = List.copyOf(signals);
    }

    /**
     * What is found out before anything is touched.
     *
     * @param live whether the version is the one that runs
     * @param refusal why a webhook does not agree; the empty string when all do
     * @param open which webhook has not decided yet; the empty string when all have
     */
    public record Consent(boolean live, String refusal, String open) {
        static final Consent GIVEN = new Consent(false, "", "");
    }

    /** Whether the build was aborted or is gone. */
    boolean aborted() {
        return asked(Signal.Kind.ABORT).isPresent();
    }

    Optional<Signal> asked(Signal.Kind kind) {
        return signals.stream().filter(signal -> signal.kind() == kind).findFirst();
    }

    boolean isWhole() {
        return route != null && scrape != null && trouble.isEmpty();
    }
}
