package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often training may be started, in virtual time. */
class TrainingLogTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration COOLDOWN = Duration.ofHours(6);

    @TempDir
    private Path store;

    @Test
    void theBudgetIsOfSevenDays() {
        assertThat(log().take("a", MONDAY, 1, COOLDOWN)).isEmpty();
        assertThat(log().take("b", at(7), 1, COOLDOWN)).contains(MONDAY.plus(Duration.ofDays(7)));
        assertThat(log().take("b", at(7), 2, COOLDOWN)).isEmpty();
        assertThat(log().take("c", at(24), 2, COOLDOWN)).contains(MONDAY.plus(Duration.ofDays(7)));
        assertThat(log().take("c", at(7 * 24), 2, COOLDOWN)).isEmpty();
    }

    @Test
    void theCoolDownIsBetweenTwoStarts() {
        assertThat(log().take("a", MONDAY, 10, COOLDOWN)).isEmpty();
        assertThat(log().take("b", at(5), 10, COOLDOWN)).contains(at(6));
        assertThat(log().take("b", at(6), 10, COOLDOWN)).isEmpty();
    }

    @Test
    void aWatchTakesOneHoweverOftenItAsks() {
        assertThat(log().take("a", MONDAY, 1, COOLDOWN)).isEmpty();
        assertThat(log().take("a", at(1), 1, COOLDOWN)).isEmpty();
        assertThat(log().take("b", at(8), 2, COOLDOWN)).isEmpty();
    }

    @Test
    void whatDidNotStartIsPutBack() throws Exception {
        log().take("a", MONDAY, 1, COOLDOWN);
        log().putBack("a", MONDAY);
        Path file = Files.list(store.resolve("trainings")).findFirst().orElseThrow();
        Files.writeString(file, "{\"at\": \"2026-0", StandardOpenOption.APPEND);
        assertThat(log().take("b", at(1), 1, COOLDOWN)).isEmpty();
        assertThat(new TrainingLog(store, "another").take("b", at(1), 1, COOLDOWN)).isEmpty();
    }

    private TrainingLog log() {
        return new TrainingLog(store, "folder/train-fraud");
    }

    private static Instant at(int hours) {
        return MONDAY.plus(Duration.ofHours(hours));
    }
}
