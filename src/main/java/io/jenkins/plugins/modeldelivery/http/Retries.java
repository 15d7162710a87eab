package io.jenkins.plugins.modeldelivery.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a request is sent again and after how long: exponential back-off with full jitter, or what the server asks for.
 *
 * @param attempts how often a request is sent at most, at least 1
 * @param first upper end of the first wait
 * @param longest upper end of every wait, also of one that the server asks for
 */
public record Retries(int attempts, Duration first, Duration longest) {
    /** Five attempts within about a quarter of a minute, longer when the server asks for it. */
    public static final Retries USUAL = new Retries(5, Duration.ofMillis(500), Duration.ofSeconds(60));

    public static final Retries NONE = new Retries(1, Duration.ZERO, Duration.ZERO);

    /** Whether a later attempt may succeed: too many requests, or a fault of the server or of what stands before it. */
    public static boolean isPassing(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501 && status != 505;
    }

    /**
     * How long to wait after an attempt failed.
     *
     * @param attempt number of the attempt that failed, from 1
     * @param retryAfter the header of that name: seconds or a date
     */
    public Duration delay(int attempt, Optional<String> retryAfter, Clock clock, RandomGenerator random) {
        Duration ceiling = shorter(first.multipliedBy(1L << Math.min(attempt - 1, 20)), longest);
        Duration jittered = Duration.ofMillis(random.nextLong(ceiling.toMillis() + 1));
        return shorter(retryAfter.flatMap(text -> asked(text.strip(), clock.instant())).orElse(jittered), longest);
    }

    private static Optional<Duration> asked(String text, Instant now) {
        if (text.matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
