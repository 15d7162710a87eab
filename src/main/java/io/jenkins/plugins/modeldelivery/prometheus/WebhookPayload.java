package io.jenkins.plugins.modeldelivery.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Alertmanager sends to a webhook, version 4 of its payload. Unknown fields are ignored; what is needed and missing
 * makes the whole delivery refused, so that no half of it is believed.
 *
 * @param leftOut how many alerts the sender left out, as it does beyond its {@code max_alerts}
 */
public record WebhookPayload(List<Alert> alerts, long leftOut) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String VERSION = "4";

    public WebhookPayload {
        alerts = List.copyOf(alerts);
    }

    /**
     * Reads a delivery.
     *
     * @throws InvalidInputException if it is no JSON, of another version, or an alert lacks its status, labels or start
     */
    public static WebhookPayload parse(String body) {
        JsonNode payload = read(body);
        if (payload == null || !payload.isObject() || !VERSION.equals(payload.path("version").asText())) {
            throw refused("it is no JSON object of version 4");
        }
        if (!payload.path("alerts").isArray()) {
            throw refused("alerts is no list");
        }
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode node : payload.path("alerts")) {
            alerts.add(alert(node).orElseThrow(() -> refused("an alert lacks its status, labels or start")));
        }
        return new WebhookPayload(alerts, payload.path("truncatedAlerts").asLong());
    }

    /** One alert as a delivery holds it, on one line; empty if it is not whole. */
    public static Optional<Alert> alert(String line) {
        JsonNode node = read(line);
        return node == null ? Optional.empty() : alert(node);
    }

    private static Optional<Alert> alert(JsonNode node) {
        String status = node.path("status").asText();
        boolean known = status.equals("firing") || status.equals("resolved");
        return known ? AlertAnswers.alert(node, status.equals("firing")) : Optional.empty();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static InvalidInputException refused(String cause) {
        return new InvalidInputException("the delivery cannot be read: " + cause + "; send Alertmanager's webhook payload");
    }
}
