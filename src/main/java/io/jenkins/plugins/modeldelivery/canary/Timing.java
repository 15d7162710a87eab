package io.jenkins.plugins.modeldelivery.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The time that a canary has taken. It never runs backwards: a clock that is set back adds nothing.
 *
 * @param startedAt milliseconds since 1970
 * @param seenAt the clock at the last look, milliseconds since 1970
 * @param elapsed milliseconds since the start
 * @param worked of these, those in which it was under way and nobody held it
 * @param awaySince the elapsed time at which the router or the metrics went away; -1 while both are there
 * @param orderedAt the elapsed time at which a change of the route was first ordered; -1 while the router shows what was
 *     ordered
 */
public record Timing(long startedAt, long seenAt, long elapsed, long worked, long awaySince, long orderedAt) {
    static Timing from(Instant now) {
        return new Timing(now.toEpochMilli(), now.toEpochMilli(), 0, 0, -1, -1);
    }

    Timing at(Instant now, boolean working) {
        long passed = Math.max(0, now.toEpochMilli() - seenAt);
        return new Timing(
                startedAt, now.toEpochMilli(), elapsed + passed, worked + (working ? passed : 0), awaySince, orderedAt);
    }

    Timing away() {
        return awaySince >= 0 ? this : new Timing(startedAt, seenAt, elapsed, worked, elapsed, orderedAt);
    }

    Timing back() {
        return new Timing(startedAt, seenAt, elapsed, worked, -1, orderedAt);
    }

    Timing ordered() {
        return new Timing(startedAt, seenAt, elapsed, worked, awaySince, elapsed);
    }

    Timing followed() {
        return new Timing(startedAt, seenAt, elapsed, worked, awaySince, -1);
    }

    // Not named as getters, which would make them part of the saved form.

    boolean someoneAway() {
        return awaySince >= 0;
    }

    boolean awayFor(Duration limit) {
        return awaySince >= 0 && elapsed - awaySince >= limit.toMillis();
    }

    boolean reached(Duration limit) {
        return worked >= limit.toMillis();
    }

    boolean waitsForRouter() {
        return orderedAt >= 0;
    }

    /** How long the router has taken to follow; 0 where nothing was ordered. */
    double sinceOrder() {
        return waitsForRouter() ? (elapsed - orderedAt) / 1000.0 : 0;
    }

    /** {@link #sinceOrder} for people. */
    String followedAfter() {
        return String.format(Locale.ROOT, "%.1f", sinceOrder());
    }

    double seconds() {
        return elapsed / 1000.0;
    }
}
