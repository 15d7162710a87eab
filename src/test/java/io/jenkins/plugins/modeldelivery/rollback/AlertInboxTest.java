package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was delivered is read once by every watch, whatever happened to the file's end. */
class AlertInboxTest {
    @TempDir
    private Path store;

    @Test
    void eachReaderGoesOnWhereItWas() {
        AlertInbox inbox = AlertInbox.of(store);
        assertThat(inbox.since(0).alerts()).isEmpty();
        inbox.append(List.of(alert("a"), alert("ü")));
        AlertInbox.Batch first = inbox.since(0);
        assertThat(first.alerts()).containsExactly(alert("a"), alert("ü"));
        assertThat(first.position()).isEqualTo(inbox.end());
        inbox.append(List.of(alert("b")));
        assertThat(AlertInbox.of(store).since(first.position()).alerts()).containsExactly(alert("b"));
    }

    @Test
    void aLineThatACrashCutShortIsPassedOverAndTheNextIsWhole() throws Exception {
        AlertInbox inbox = AlertInbox.of(store);
        inbox.append(List.of(alert("a")));
        Files.writeString(store.resolve("alerts").resolve("00000000000000000000.jsonl"), "{\"fingerprint\":\"x\",\"sta", StandardOpenOption.APPEND);
        assertThat(inbox.since(0).alerts()).containsExactly(alert("a"));
        inbox.append(List.of(alert("b")));
        assertThat(inbox.since(0).alerts()).containsExactly(alert("a"), alert("b"));
    }

    @Test
    void aFileThatWasPutAsideBeginsAnew() throws Exception {
        AlertInbox inbox = AlertInbox.of(store);
        inbox.append(List.of(alert("a"), alert("b")));
        long position = inbox.end();
        Files.delete(store.resolve("alerts").resolve("00000000000000000000.jsonl"));
        inbox.append(List.of(alert("c")));
        assertThat(inbox.since(position).alerts()).containsExactly(alert("c"));
    }

    private static Alert alert(String name) {
        return new Alert(name, true, Map.of("alertname", name), Map.of(), Instant.parse("2026-03-01T12:00:00Z"), null);
    }
}
