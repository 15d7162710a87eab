package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.util.List;
import java.util.Optional;

/**
 * What one look at the world found.
 *
 * @param route what the router says; null when it gave no answer
 * @param counters what both arms have counted so far; null when the source of metrics gave no answer
 * @param trouble why one of the two is missing; the empty string when none is
 * @param signals what was asked for since the last look, oldest first
 */
public record Sighting(Route route, Counters counters, String trouble, List<Signal> signals) {
    public Sighting {
        signals = List.copyOf(signals);
    }

    /** Whether the build was aborted or is gone. */
    boolean aborted() {
        return asked(Signal.Kind.ABORT).isPresent();
    }

    Optional<Signal> asked(Signal.Kind kind) {
        return signals.stream().filter(signal -> signal.kind() == kind).findFirst();
    }

    boolean isWhole() {
        return route != null && counters != null;
    }
}
