package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.DamagedDelivery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is there after {@code kill -9}, whenever it comes. */
@Timeout(60)
class KilledInboxTest {
    private static final int THREADS = 4;

    @TempDir
    private Path store;

    @Test
    void everyDeliveryThatWasAnsweredIsThere() throws Exception {
        Set<String> answered = new HashSet<>();
        for (int life = 0; life < 3; life++) {
            Process process = new ProcessBuilder(
                    ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                    KilledInboxTest.class.getName(), store.toString(), "life" + life)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = new ArrayList<>();
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                String line = said.readLine();
                while (line != null) {
                    lines.add(line);
                    if (lines.size() == 200) {
                        // Through its handle, since the process itself would also close what it said last.
                        process.toHandle().destroyForcibly();
                    }
                    line = said.readLine();
                }
            }
            process.waitFor();
            // The pipe may end within a line.
            lines.stream().filter(line -> line.endsWith(".")).forEach(answered::add);
        }

        Set<String> kept = all().stream().map(alert -> alert.fingerprint() + ".").collect(Collectors.toSet());
        assertThat(answered).hasSizeGreaterThan(500);
        assertThat(kept).containsAll(answered);
    }

    private List<Alert> all() {
        AlertInbox inbox = AlertInbox.of(store);
        List<Alert> all = new ArrayList<>();
        AlertInbox.Batch batch = inbox.since(0);
        while (!batch.alerts().isEmpty()) {
            all.addAll(batch.alerts());
            batch = inbox.since(batch.position());
        }
        return all;
    }

    /** The process that is killed: takes deliveries on several threads and says of each when it would be answered. */
    public static void main(String[] arguments) throws IOException {
        AlertInbox inbox = AlertInbox.of(Path.of(arguments[0]));
        for (int thread = 0; thread < THREADS; thread++) {
            String name = arguments[1] + "-" + thread + "-";
            new Thread(() -> {
                for (int i = 0; true; i++) {
                    Instant now = Instant.now();
                    inbox.take(DamagedDelivery.payload("firing", name + i, now).getBytes(StandardCharsets.UTF_8), now);
                    System.out.println(name + i + ".");
                }
            }).start();
        }
    }
}
