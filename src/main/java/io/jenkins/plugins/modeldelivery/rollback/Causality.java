package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.LabelMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an alert can be this release's doing: it began after the release, its labels are the watched ones, and the same
 * trouble was not there before, neither under other labels nor as a spell that merely flapped.
 */
final class Causality {
    private final List<LabelMatcher> matchers;
    private final Instant released;
    private final Duration clearFor;

    /**
     * Judges alerts.
     *
     * @param released when the watched version was promoted
     * @param clearFor an alert that fires again sooner than this after it last fired belongs to the same spell
     */
    Causality(List<LabelMatcher> matchers, Instant released, Duration clearFor) {
        this.matchers = matchers;
        this.released = released;
        this.clearFor = clearFor;
    }

    /** The spells as they are once these alerts are heard of, by fingerprint. */
    Map<String, WatchState.Spell> spells(Map<String, WatchState.Spell> before, List<Alert> alerts, Instant now) {
        Map<String, WatchState.Spell> after = new HashMap<>(before);
        for (Alert alert : alerts) {
            WatchState.Spell spell = after.get(alert.fingerprint());
            if (alert.firing()) {
                after.put(alert.fingerprint(), continued(spell, alert.startsAt().toEpochMilli(), now.toEpochMilli()));
            }
        }
        after.values().removeIf(spell -> now.toEpochMilli() - spell.last() > Math.max(clearFor.toMillis(), 1) * 2);
        return after;
    }

    private WatchState.Spell continued(WatchState.Spell spell, long startsAt, long now) {
        boolean flapped = spell != null && startsAt - spell.last() < clearFor.toMillis();
        return new WatchState.Spell(flapped ? Math.min(spell.began(), startsAt) : startsAt, now);
    }

    /** Why the alert does not speak against the release; empty when it does. */
    Optional<String> excuse(Alert alert, Map<String, WatchState.Spell> spells, List<Alert> all) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(alert.labels())) {
                return Optional.of(Messages.Excuse_labels(matcher));
            }
        }
        if (matchers.isEmpty()) {
            return Optional.of(Messages.Excuse_noMatchers());
        }
        if (!alert.firing()) {
            return Optional.of(Messages.Excuse_resolved());
        }
        if (!alert.startsAt().isAfter(released)) {
            return Optional.of(Messages.Excuse_before());
        }
        WatchState.Spell spell = spells.get(alert.fingerprint());
        if (spell != null && spell.began() <= released.toEpochMilli()) {
            return Optional.of(Messages.Excuse_flapped());
        }
        return all.stream()
                .filter(other -> isElsewhere(other, alert))
                .findFirst()
                .map(other -> Messages.Excuse_elsewhere(other.labels()));
    }

    private boolean isElsewhere(Alert other, Alert alert) {
        return other.firing()
                && !other.fingerprint().equals(alert.fingerprint())
                && other.name().equals(alert.name())
                && !other.startsAt().isAfter(released);
    }
}
