package io.jenkins.plugins.modeldelivery.canary;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that a canary has taken. It never runs backwards: a clock that is set back adds nothing.
 *
 * @param startedAt milliseconds since 1970
 * @param seenAt the clock at the last look, milliseconds since 1970
 * @param elapsed milliseconds since the start
 * @param worked of these, those in which it was under way and nobody held it
 * @param awaySince the elapsed time at which the router or the metrics went away; -1 while both are there
 */
public record Timing(long startedAt, long seenAt, long elapsed, long worked, long awaySince) {
    static Timing from(Instant now) {
        return new Timing(now.toEpochMilli(), now.toEpochMilli(), 0, 0, -1);
    }

    Timing at(Instant now, boolean working) {
        long passed = Math.max(0, now.toEpochMilli() - seenAt);
        return new Timing(
                startedAt, now.toEpochMilli(), elapsed + passed, worked + (working ? passed : 0), awaySince);
    }

    Timing away() {
        return awaySince >= 0 ? this : new Timing(startedAt, seenAt, elapsed, worked, elapsed);
    }

    Timing back() {
        return new Timing(startedAt, seenAt, elapsed, worked, -1);
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

    double seconds() {
        return elapsed / 1000.0;
    }
}
