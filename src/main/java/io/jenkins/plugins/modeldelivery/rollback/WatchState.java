package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SavedState;
import io.jenkins.plugins.modeldelivery.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that a watch is between two looks. It is plain JSON: whoever holds it can go on, in another process and after
 * a crash at any moment.
 *
 * @param released the version that is watched
 * @param former the version to bring back; null when there is none
 * @param reason why it ended, or why it is about to
 * @param cause name of the alert or text of the rule that spoke against the release; the empty string for none
 * @param startedAt milliseconds since 1970
 * @param seenAt the clock at the last look, milliseconds since 1970
 * @param elapsed milliseconds since the start; a clock that is set back adds nothing
 * @param awaySince the elapsed time at which the router or a source went away; -1 while all are there
 * @param inbox how far the deliveries of the webhook were read; -1 before the first look
 * @param seen what was heard of, oldest first; the oldest are dropped when there are many
 * @param dropped how many were dropped
 * @param firing for each fingerprint when it last fired and when that trouble began
 * @param standing name of each alert that a delivery said to fire since before the release, by fingerprint
 * @param ruleSince for each rule that is true the elapsed time since which it is
 * @param alarmedAt when the roll-back was decided, milliseconds since 1970; 0 before
 * @param training what came of the training that was to be started; the empty string before
 * @param counters what had been counted of the requests at the last look; null before the first
 */
public record WatchState(
        String schema,
        Version released,
        Version former,
        Phase phase,
        Outcome outcome,
        String reason,
        String cause,
        long startedAt,
        long seenAt,
        long elapsed,
        long awaySince,
        long inbox,
        List<SeenAlert> seen,
        long dropped,
        Map<String, Spell> firing,
        Map<String, String> standing,
        Map<String, Long> ruleSince,
        Look.Counted counters,
        List<WatchEvent> events,
        long alarmedAt,
        String training) {
    private static final String SCHEMA = "model-delivery/watch-state/3";
    private static final SavedState<WatchState> SAVED =
            new SavedState<>(WatchState.class, "watch", SCHEMA, WatchState::schema);
    private static final long UNREAD = -1;
    private static final int MOST_ALERTS = 500;

    /**
     * A version as the ledger names it.
     *
     * @param since when it was promoted, milliseconds since 1970
     */
    public record Version(String id, String image, String endpoint, long since) {
        static Version of(Release release) {
            return new Version(release.id(), release.image(), release.endpoint(), release.finishedAt().toEpochMilli());
        }

        /** The image, or the address of one that has none. */
        String shown() {
            return image.isEmpty() ? endpoint : image;
        }
    }

    /**
     * One spell of trouble, however often it flapped.
     *
     * @param began milliseconds since 1970
     * @param last when it was last seen to fire, milliseconds since 1970
     */
    public record Spell(long began, long last) {}

    static WatchState start(Release released, Release former, Instant now) {
        long at = now.toEpochMilli();
        return new WatchState(
                SCHEMA, Version.of(released), former == null ? null : Version.of(former), Phase.WATCHING, null, "", "", at, at,
                0, -1, UNREAD, List.of(), 0, Map.of(), Map.of(), Map.of(), null, List.of(), 0, "");
    }

    /** The state as JSON. */
    public String toJson() {
        return SAVED.write(this);
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws InvalidInputException if it is of another form
     */
    public static WatchState fromJson(String json) {
        return SAVED.read(json);
    }

    public boolean hasEnded() {
        return phase == Phase.DONE;
    }

    /** How long the release was watched, once the watch is over; how long it is to be, before. */
    Duration watched(Duration planned) {
        Duration passed = Duration.ofMillis(elapsed);
        return hasEnded() && passed.compareTo(planned) < 0 ? passed : planned;
    }

    WatchState at(Instant now) {
        long passed = Math.max(0, now.toEpochMilli() - seenAt);
        return new WatchState(
                schema, released, former, phase, outcome, reason, cause, startedAt, now.toEpochMilli(), elapsed + passed,
                awaySince, inbox, seen, dropped, firing, standing, ruleSince, counters, events, alarmedAt, training);
    }

    WatchState away(long since) {
        return new WatchState(
                schema, released, former, phase, outcome, reason, cause, startedAt, seenAt, elapsed, since, inbox, seen, dropped,
                firing, standing, ruleSince, counters, events, alarmedAt, training);
    }

    WatchState hearing(
            long readTo,
            Map<String, Spell> spells,
            Map<String, String> standingThen,
            Map<String, Long> rulesTrueSince,
            Look.Counted counted) {
        return new WatchState(
                schema, released, former, phase, outcome, reason, cause, startedAt, seenAt, elapsed, awaySince, readTo, seen,
                dropped, Map.copyOf(spells), Map.copyOf(standingThen), Map.copyOf(rulesTrueSince), counted, events, alarmedAt, training);
    }

    WatchState listing(SeenAlert alert) {
        List<SeenAlert> all = new ArrayList<>(seen);
        all.add(alert);
        int over = Math.max(0, all.size() - MOST_ALERTS);
        return new WatchState(
                schema, released, former, phase, outcome, reason, cause, startedAt, seenAt, elapsed, awaySince, inbox,
                List.copyOf(all.subList(over, all.size())), dropped + over, firing, standing, ruleSince, counters, events, alarmedAt, training);
    }

    WatchState rollingBack(String trouble, String why) {
        return new WatchState(
                schema, released, former, Phase.ROLLING_BACK, outcome, why, trouble, startedAt, seenAt, elapsed, awaySince,
                inbox, seen, dropped, firing, standing, ruleSince, counters, events, seenAt, training);
    }

    WatchState over(Outcome how, String trouble, String why) {
        return new WatchState(
                schema, released, former, Phase.DONE, how, why, trouble, startedAt, seenAt, elapsed, awaySince, inbox, seen,
                dropped, firing, standing, ruleSince, counters, events, alarmedAt, training);
    }

    WatchState trained(String whatCameOfIt) {
        return new WatchState(
                schema, released, former, phase, outcome, reason, cause, startedAt, seenAt, elapsed, awaySince, inbox, seen,
                dropped, firing, standing, ruleSince, counters, events, alarmedAt, whatCameOfIt);
    }

    WatchState noting(String text) {
        List<WatchEvent> all = new ArrayList<>(events);
        all.add(new WatchEvent(seenAt, text));
        return new WatchState(
                schema, released, former, phase, outcome, reason, cause, startedAt, seenAt, elapsed, awaySince, inbox, seen,
                dropped, firing, standing, ruleSince, counters, List.copyOf(all), alarmedAt, training);
    }
}
