package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.WebhookPayload;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that a webhook has delivered: JSON Lines that are only ever appended to, so that every watch reads on from
 * where it was. What was appended is on the disk when the call returns.
 */
public final class AlertInbox {
    private static final int LONGEST_READ = 4 << 20;

    private final Path file;

    private AlertInbox(Path file) {
        this.file = file;
    }

    /** The inbox in the folder of everything that outlives builds. */
    public static AlertInbox of(Path store) {
        return new AlertInbox(store.resolve("alerts.jsonl"));
    }

    /**
     * What was read.
     *
     * @param position where to read on
     */
    public record Batch(List<Alert> alerts, long position) {}

    /**
     * Appends alerts, durably.
     *
     * @throws SurroundingsException if the disk does not take them
     */
    public synchronized void append(List<Alert> alerts) {
        StringBuilder lines = new StringBuilder();
        alerts.forEach(alert -> lines.append(ReportJson.line(toMap(alert))).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                boolean torn = channel.size() > 0 && !endsWithLineFeed(channel);
                channel.position(channel.size());
                ByteBuffer bytes = ByteBuffer.wrap(((torn ? "\n" : "") + lines).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot keep the delivered alerts in " + file + ": " + e + "; check its permissions and the free space", e);
        }
    }

    private static boolean endsWithLineFeed(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) == '\n';
    }

    /** Where the next alert will stand. */
    public long end() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * What was appended since, in bounded portions. A line that a crash cut short is passed over.
     *
     * @throws SurroundingsException if the file cannot be read
     */
    public Batch since(long position) {
        long size = end();
        // A file that is shorter than it was has been put aside by somebody: it begins anew.
        long from = size < position ? 0 : position;
        if (from == size) {
            return new Batch(List.of(), from);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size - from, LONGEST_READ));
            channel.read(bytes, from);
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            List<Alert> alerts = new ArrayList<>();
            // A line that a crash cut short was never answered, so it will be delivered again.
            text.substring(0, whole).lines().forEach(line -> WebhookPayload.alert(line).ifPresent(alerts::add));
            return new Batch(alerts, from + text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private SurroundingsException unreadable(IOException e) {
        return new SurroundingsException("cannot read the delivered alerts in " + file + ": " + e + "; check its permissions", e);
    }

    private static Map<String, Object> toMap(Alert alert) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("fingerprint", alert.fingerprint());
        map.put("status", alert.firing() ? "firing" : "resolved");
        map.put("labels", alert.labels());
        map.put("annotations", alert.annotations());
        map.put("startsAt", String.valueOf(alert.startsAt()));
        map.put("endsAt", alert.endsAt() == null ? "" : alert.endsAt().toString());
        return map;
    }
}
