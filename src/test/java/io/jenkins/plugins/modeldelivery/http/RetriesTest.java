package io.jenkins.plugins.modeldelivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private final Retries retries = new Retries(5, Duration.ofMillis(500), Duration.ofSeconds(60));

    @Property
    void aWaitGrowsToItsCeilingAndNoFurther(@ForAll @IntRange(min = 1, max = 1000) int attempt, @ForAll long seed) {
        Duration delay = retries.delay(attempt, Optional.empty(), NOON, new Random(seed));
        long ceiling = Math.min(60_000, 500L << Math.min(attempt - 1, 10));
        assertThat(delay.toMillis()).isBetween(0L, ceiling);
    }

    @Test
    void theServersWishIsKeptUpToTheLongestWait() {
        assertThat(asked("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(asked("Thu, 01 Jan 2026 12:00:09 GMT")).isEqualTo(Duration.ofSeconds(9));
        assertThat(asked("Thu, 01 Jan 2026 11:00:00 GMT")).isZero();
        assertThat(asked("86400")).isEqualTo(Duration.ofSeconds(60));
        assertThat(asked("soon")).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void onlyPassingFaultsAreTriedAgain() {
        assertThat(List.of(408, 429, 500, 502, 503, 504)).allMatch(Retries::isPassing);
        assertThat(List.of(200, 202, 301, 400, 401, 403, 404, 416, 501, 505)).noneMatch(Retries::isPassing);
    }

    private Duration asked(String retryAfter) {
        return retries.delay(1, Optional.of(retryAfter), NOON, new Random(1));
    }
}
