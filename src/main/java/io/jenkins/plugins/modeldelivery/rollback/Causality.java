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
    /** Clocks differ; what begins later than this is no time at all. */
    private static final Duration CLOCKS = Duration.ofHours(1);

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

    /**
     * What deliveries said to fire since before the release, and did not say to have ended; names by fingerprint. A delivery
     * says so once, while a server that is asked says so each time.
     */
    Map<String, String> standing(Map<String, String> before, List<Alert> delivered) {
        Map<String, String> after = new HashMap<>(before);
        for (Alert alert : delivered) {
            after.remove(alert.fingerprint());
            if (alert.firing() && !alert.startsAt().isAfter(released)) {
                after.put(alert.fingerprint(), alert.name());
            }
        }
        return after;
    }

    /**
     * Why the alert does not speak against the release; empty when it does.
     *
     * @param all what fires now as far as was heard at this look
     * @param standing what deliveries said earlier, as {@link #standing} keeps it
     */
    Optional<String> excuse(
            Alert alert, Map<String, WatchState.Spell> spells, List<Alert> all, Map<String, String> standing, Instant now) {
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
        if (alert.startsAt().isAfter(now.plus(CLOCKS))) {
            return Optional.of(Messages.Excuse_future());
        }
        WatchState.Spell spell = spells.get(alert.fingerprint());
        if (spell != null && spell.began() <= released.toEpochMilli()) {
            return Optional.of(Messages.Excuse_flapped());
        }
        Optional<String> elsewhere = all.stream()
                .filter(other -> isElsewhere(other, alert))
                .findFirst()
                .map(other -> Messages.Excuse_elsewhere(other.labels()));
        return elsewhere.or(() -> standing.entrySet().stream()
                .filter(other -> other.getValue().equals(alert.name()) && !other.getKey().equals(alert.fingerprint()))
                .findFirst()
                .map(other -> Messages.Excuse_elsewhere(other.getKey())));
    }

    private boolean isElsewhere(Alert other, Alert alert) {
        return other.firing()
                && !other.fingerprint().equals(alert.fingerprint())
                && other.name().equals(alert.name())
                && !other.startsAt().isAfter(released);
    }
}
