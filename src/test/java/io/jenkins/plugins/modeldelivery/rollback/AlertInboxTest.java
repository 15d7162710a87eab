package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was delivered is read once by every watch, whatever happened to the file's end. */
class AlertInboxTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path store;

    @Test
    void eachReaderGoesOnWhereItWas() {
        AlertInbox inbox = AlertInbox.of(store);
        assertThat(inbox.since(0).alerts()).isEmpty();
        inbox.append(List.of(alert("a"), alert("ü")), NOW);
        AlertInbox.Batch first = inbox.since(0);
        assertThat(first.alerts()).containsExactly(alert("a"), alert("ü"));
        assertThat(first.position()).isEqualTo(inbox.since(0).position());
        inbox.append(List.of(alert("b")), NOW);
        assertThat(AlertInbox.of(store).since(first.position()).alerts()).containsExactly(alert("b"));
    }

    @Test
    void aLineThatACrashCutShortIsPassedOverAndTheNextIsWhole() throws Exception {
        AlertInbox inbox = AlertInbox.of(store);
        inbox.append(List.of(alert("a")), NOW);
        Files.writeString(store.resolve("alerts").resolve("00000000000000000000.jsonl"), "{\"fingerprint\":\"x\",\"sta", StandardOpenOption.APPEND);
        assertThat(inbox.since(0).alerts()).containsExactly(alert("a"));
        inbox.append(List.of(alert("b")), NOW);
        assertThat(inbox.since(0).alerts()).containsExactly(alert("a"), alert("b"));
    }

    @Test
    void aFileThatWasPutAsideBeginsAnew() throws Exception {
        AlertInbox inbox = AlertInbox.of(store);
        inbox.append(List.of(alert("a"), alert("b")), NOW);
        long position = inbox.since(0).position();
        Files.delete(store.resolve("alerts").resolve("00000000000000000000.jsonl"));
        inbox.append(List.of(alert("c")), NOW);
        assertThat(inbox.since(position).alerts()).containsExactly(alert("c"));
    }

    @Test
    void aWatchThatBeginsHearsWhatStillFires() {
        AlertInbox inbox = AlertInbox.of(store);
        assertThat(inbox.standing(NOW).alerts()).isEmpty();
        inbox.append(List.of(alert("forgotten")), NOW.minus(Duration.ofDays(2)));
        inbox.append(List.of(alert("a"), alert("b")), NOW.minusSeconds(60));
        inbox.append(List.of(new Alert("b", false, alert("b").labels(), Map.of(), NOW, NOW), alert("c")), NOW);

        AlertInbox.Batch standing = inbox.standing(NOW);
        assertThat(standing.alerts()).containsExactly(alert("a"), alert("c"));
        assertThat(inbox.since(standing.position()).alerts()).isEmpty();
    }

    @Test
    void ofALongHistoryOnlyTheEndIsRead() {
        AlertInbox inbox = AlertInbox.of(store);
        Map<String, String> labels = Map.of("alertname", "x".repeat(1000));
        List<Alert> many = IntStream.range(0, 6000).mapToObj(i -> new Alert("f" + i, true, labels, Map.of(), NOW, null)).toList();
        inbox.append(many, NOW);
        inbox.append(List.of(alert("last")), NOW);
        assertThat(inbox.standing(NOW).alerts()).hasSizeBetween(1000, 5000).contains(alert("last")).doesNotContain(many.get(0));
    }

    private static Alert alert(String name) {
        return new Alert(name, true, Map.of("alertname", name), Map.of(), Instant.parse("2026-03-01T12:00:00Z"), null);
    }
}
