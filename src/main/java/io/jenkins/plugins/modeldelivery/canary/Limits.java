package io.jenkins.plugins.modeldelivery.canary;

import java.time.Duration;

/**
 * How much and how long.
 *
 * @param minRequests canary requests that each step must see before the next
 * @param interval time between two looks
 * @param maxDuration after which {@code atEnd} decides; the time in which a person, a pause or a freeze holds the canary
 *     does not count
 * @param outageTimeout how long the router or the metrics may be away
 */
public record Limits(long minRequests, Duration interval, Duration maxDuration, Duration outageTimeout) {
    /** What is ordered takes effect sooner than the next look is due. */
    private static final Duration SOON = Duration.ofSeconds(5);

    Duration soon() {
        return interval.compareTo(SOON) < 0 ? interval : SOON;
    }
}
