package io.jenkins.plugins.modeldelivery.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a delivery of one alert in its bytes and in its structure, each time in another way. */
public final class DamagedDelivery {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String payload;
    private final Instant released;
    private final Random random;

    /**
     * Damages what would bring a release back.
     *
     * @param released when that release was made
     */
    public DamagedDelivery(Instant released, Instant startsAt, long seed) {
        this.payload = payload("firing", "f1", startsAt);
        this.released = released;
        this.random = new Random(seed);
    }

    /** A delivery of one alert of the model fraud, as Alertmanager sends it. */
    public static String payload(String status, String fingerprint, Instant startsAt) {
        return """
                {"version":"4","groupKey":"{}:{alertname=\\"HighErrorRate\\"}","truncatedAlerts":0,"status":"%1$s",
                 "receiver":"jenkins","groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{},"commonAnnotations":{},
                 "externalURL":"http://alertmanager:9093",
                 "alerts":[{"status":"%1$s","labels":{"alertname":"HighErrorRate","model":"fraud"},"annotations":{"summary":"5 %% fail"},
                   "startsAt":"%3$s","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus:9090/graph","fingerprint":"%2$s"}]}
                """.formatted(status, fingerprint, startsAt);
    }

    /** The next one that no longer says what the whole one said. */
    public byte[] next() {
        while (true) {
            byte[] damaged = random.nextBoolean() ? inBytes() : inStructure();
            if (!saysTheSame(damaged)) {
                return damaged;
            }
        }
    }

    private byte[] inBytes() {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(bytes, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> damaged.write(random.nextInt(256));
            case 1 -> damaged.write(bytes, to, bytes.length - to);
            case 2 -> damaged.writeBytes(Arrays.copyOfRange(bytes, Math.max(0, from - (to - from)), bytes.length));
            case 3 -> {
                byte[] noise = new byte[to - from];
                random.nextBytes(noise);
                damaged.writeBytes(noise);
                damaged.write(bytes, to, bytes.length - to);
            }
            default -> { }
        }
        return damaged.toByteArray();
    }

    private byte[] inStructure() {
        try {
            JsonNode root = JSON.readTree(payload);
            List<JsonNode> containers = new ArrayList<>(List.of(root));
            for (int i = 0; i < containers.size(); i++) {
                containers.get(i).forEach(child -> {
                    if (child.isContainerNode()) {
                        containers.add(child);
                    }
                });
            }
            JsonNode chosen = containers.get(random.nextInt(containers.size()));
            if (chosen instanceof ObjectNode object && !object.isEmpty()) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(4) == 0) {
                    object.remove(name);
                } else {
                    object.set(name, nonsense());
                }
            } else if (chosen instanceof ArrayNode array) {
                array.insert(0, nonsense());
            }
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode nonsense() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(8)) {
            case 0 -> make.nullNode();
            case 1 -> make.numberNode(random.nextLong());
            case 2 -> make.numberNode(1e300);
            case 3 -> make.booleanNode(true);
            case 4 -> make.arrayNode().add(make.objectNode());
            case 5 -> make.objectNode().set("a", make.arrayNode());
            case 6 -> make.textNode("x".repeat(random.nextInt(3000)) + "\u0000\ud83d\"\\");
            default -> make.textNode("");
        };
    }

    /** Judged by the few fields that matter, apart from the code that is tested. */
    private boolean saysTheSame(byte[] damaged) {
        try {
            JsonNode root = JSON.readTree(new String(damaged, StandardCharsets.UTF_8));
            for (JsonNode alert : root.path("alerts")) {
                if (alert.path("status").asText().equals("firing")
                        && alert.path("labels").path("model").asText().equals("fraud")
                        && OffsetDateTime.parse(alert.path("startsAt").asText()).toInstant().isAfter(released)) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException | DateTimeException e) {
            return false;
        }
    }
}
