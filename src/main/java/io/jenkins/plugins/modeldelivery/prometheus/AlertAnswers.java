package io.jenkins.plugins.modeldelivery.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads lists of alerts; one that cannot be read whole makes the source unavailable rather than silent. */
final class AlertAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertAnswers() {}

    /** {@code GET /api/v1/alerts}: alerts that are still pending do not count. */
    static AlertAnswer fromPrometheus(int status, String body) {
        JsonNode root = parse(body);
        JsonNode alerts = root.path("data").path("alerts");
        if (status != 200 || !alerts.isArray()) {
            return AlertAnswer.unavailable("HTTP " + status + " without a list of alerts");
        }
        AlertAnswer answer = read(alerts, node -> node.path("state").asText().equals("firing"), "activeAt");
        String warnings = Warnings.in(root);
        return warnings.isEmpty() || !answer.available() ? answer : answer.partial(warnings);
    }

    /** {@code GET /api/v2/alerts}. */
    static AlertAnswer fromAlertmanager(int status, String body) {
        JsonNode alerts = parse(body);
        if (status != 200 || !alerts.isArray()) {
            return AlertAnswer.unavailable("HTTP " + status + " without a list of alerts");
        }
        return read(alerts, node -> true, "startsAt");
    }

    private static AlertAnswer read(JsonNode nodes, Predicate<JsonNode> fires, String start) {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode node : nodes) {
            Instant startsAt = instant(node.path(start));
            if (startsAt == null || !node.path("labels").isObject()) {
                return AlertAnswer.unavailable("an alert without labels or start");
            }
            if (fires.test(node)) {
                Map<String, String> labels = texts(node.path("labels"));
                String given = node.path("fingerprint").asText();
                alerts.add(new Alert(
                        given.isEmpty() ? fingerprint(labels) : given,
                        true,
                        labels,
                        texts(node.path("annotations")),
                        startsAt,
                        instant(node.path("endsAt"))));
            }
        }
        return AlertAnswer.of(alerts);
    }

    /** An alert as a webhook delivers it; empty when its labels, each a text, or its start are missing. */
    static Optional<Alert> alert(JsonNode node, boolean firing) {
        Instant startsAt = instant(node.path("startsAt"));
        JsonNode labels = node.path("labels");
        if (startsAt == null || !labels.isObject() || !allTexts(labels)) {
            return Optional.empty();
        }
        String given = node.path("fingerprint").asText();
        return Optional.of(new Alert(
                given.isEmpty() ? fingerprint(texts(labels)) : given,
                firing,
                texts(labels),
                texts(node.path("annotations")),
                startsAt,
                instant(node.path("endsAt"))));
    }

    private static boolean allTexts(JsonNode object) {
        for (JsonNode value : object) {
            if (!value.isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** Equal labels give equal fingerprints, whatever their order; sixteen hexadecimal digits as Alertmanager's have. */
    static String fingerprint(Map<String, String> labels) {
        MessageDigest digest = Sha256.digest();
        new TreeMap<>(labels).forEach((label, value) -> {
            digest.update(label.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static Instant instant(JsonNode node) {
        try {
            return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
