package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Alert;
import io.jenkins.plugins.modeldelivery.prometheus.WebhookPayload;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The alerts that a webhook has delivered, in the order in which they came, so that every watch reads on from where it
 * was. What was appended is on the disk when the call returns; calls that come together share one write.
 */
public final class AlertInbox {
    /** How far back what still fires is looked for, in bytes and in time: Alertmanager repeats what fires. */
    private static final int STANDING_BYTES = 4 << 20;
    private static final Duration STANDING = Duration.ofDays(1);
    private static final String RECEIVED = "receivedAt";

    private static final Map<Path, AlertInbox> BY_FOLDER = new ConcurrentHashMap<>();

    private final Path folder;
    private final Segments segments;
    private final List<Delivery> waiting = new ArrayList<>();
    private final Object writing = new Object();

    private AlertInbox(Path folder) {
        this.folder = folder;
        this.segments = new Segments(folder);
    }

    /** The inbox in the folder of everything that outlives builds; the same object for the same folder. */
    public static AlertInbox of(Path store) {
        return BY_FOLDER.computeIfAbsent(store.resolve("alerts").toAbsolutePath(), AlertInbox::new);
    }

    /**
     * What was read.
     *
     * @param position where to read on
     */
    public record Batch(List<Alert> alerts, long position) {}

    /** What one call appends, and what became of it. */
    private static final class Delivery {
        private final byte[] lines;
        private boolean done;
        private IOException failure;

        private Delivery(byte[] lines) {
            this.lines = lines;
        }
    }

    /**
     * Appends the alerts of a delivery, durably; all of them or none.
     *
     * @param body Alertmanager's webhook payload in UTF-8
     * @param now when it came
     * @throws InvalidInputException if it is none
     * @throws SurroundingsException if the disk does not take them
     */
    public WebhookPayload take(byte[] body, Instant now) {
        WebhookPayload payload = WebhookPayload.parse(new String(body, StandardCharsets.UTF_8));
        append(payload.alerts(), now);
        return payload;
    }

    /**
     * Appends alerts, durably.
     *
     * @param now when they came
     * @throws SurroundingsException if the disk does not take them
     */
    public void append(List<Alert> alerts, Instant now) {
        StringBuilder lines = new StringBuilder();
        alerts.forEach(alert -> lines.append(ReportJson.line(toMap(alert, now))).append('\n'));
        Delivery delivery = new Delivery(lines.toString().getBytes(StandardCharsets.UTF_8));
        synchronized (waiting) {
            waiting.add(delivery);
        }
        synchronized (writing) {
            if (!delivery.done) {
                writeAllThatWait();
            }
        }
        if (delivery.failure != null) {
            throw new SurroundingsException("cannot keep the delivered alerts in " + folder + ": " + delivery.failure
                    + "; check its permissions and the free space", delivery.failure);
        }
    }

    private void writeAllThatWait() {
        List<Delivery> together;
        synchronized (waiting) {
            together = new ArrayList<>(waiting);
            waiting.clear();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        together.forEach(delivery -> bytes.writeBytes(delivery.lines));
        IOException failure = null;
        try {
            segments.append(bytes.toByteArray());
        } catch (IOException e) {
            failure = e;
        }
        for (Delivery delivery : together) {
            delivery.done = true;
            delivery.failure = failure;
        }
    }

    /**
     * What fires as far as the deliveries of the last day say, for a watch that begins: each alert whose last delivery said
     * that it does.
     *
     * @throws SurroundingsException if the disk does not give it
     */
    public Batch standing(Instant now) {
        Map<String, Alert> firing = new LinkedHashMap<>();
        try {
            long end = segments.end();
            long position = Math.max(0, end - STANDING_BYTES);
            while (position < end) {
                Segments.Portion portion = segments.since(position);
                // Where reading begins within a line the rest of it is no alert.
                portion.text().lines().filter(line -> isRecent(line, now)).forEach(line -> stand(line, firing));
                if (portion.position() <= position) {
                    break;
                }
                position = portion.position();
            }
            return new Batch(List.copyOf(firing.values()), end);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void stand(String line, Map<String, Alert> firing) {
        WebhookPayload.alert(line).ifPresent(alert -> {
            firing.remove(alert.fingerprint());
            if (alert.firing()) {
                firing.put(alert.fingerprint(), alert);
            }
        });
    }

    private boolean isRecent(String line, Instant now) {
        try {
            String received = new ReportView(ReportJson.read(line, folder.toString())).text(RECEIVED);
            return !Instant.parse(received).isBefore(now.minus(STANDING));
        } catch (InvalidInputException | DateTimeException e) {
            return false;
        }
    }

    /**
     * What was appended since, in bounded portions. A line that a crash cut short is passed over: its sender got no
     * answer and sends it again.
     *
     * @throws SurroundingsException if the disk does not give it
     */
    public Batch since(long position) {
        try {
            Segments.Portion portion = segments.since(position);
            List<Alert> alerts = new ArrayList<>();
            portion.text().lines().forEach(line -> WebhookPayload.alert(line).ifPresent(alerts::add));
            return new Batch(alerts, portion.position());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private SurroundingsException unreadable(IOException e) {
        return new SurroundingsException(
                "cannot read the delivered alerts in " + folder + ": " + e + "; check its permissions", e);
    }

    private static Map<String, Object> toMap(Alert alert, Instant now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("fingerprint", alert.fingerprint());
        map.put("status", alert.firing() ? "firing" : "resolved");
        map.put("labels", alert.labels());
        map.put("annotations", alert.annotations());
        map.put("startsAt", String.valueOf(alert.startsAt()));
        map.put("endsAt", alert.endsAt() == null ? "" : alert.endsAt().toString());
        map.put(RECEIVED, now.toString());
        return map;
    }
}
