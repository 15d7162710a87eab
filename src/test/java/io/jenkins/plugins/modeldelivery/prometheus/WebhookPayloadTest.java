package io.jenkins.plugins.modeldelivery.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alertmanager's webhook payload: what is understood, and that nothing else ever is. */
class WebhookPayloadTest {
    private static final String PAYLOAD = """
            {"version":"4","groupKey":"{}:{alertname=\\"HighErrorRate\\"}","truncatedAlerts":0,"status":"firing",
             "receiver":"jenkins","groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{},"commonAnnotations":{},
             "externalURL":"http://alertmanager:9093","new":{"unknown":[1,2]},
             "alerts":[{"status":"firing","labels":{"alertname":"HighErrorRate","model":"fraud"},
               "annotations":{"summary":"5 % fail"},"startsAt":"2026-03-01T12:00:00.123Z","endsAt":"0001-01-01T00:00:00Z",
               "generatorURL":"http://prometheus:9090/graph","fingerprint":"b3a1c2d4e5f60718"},
              {"status":"resolved","labels":{"alertname":"Slow","model":"fraud"},"annotations":{},
               "startsAt":"2026-03-01T11:00:00Z","endsAt":"2026-03-01T11:30:00Z","fingerprint":"0011223344556677"}]}""";

    @Test
    void readsWhatAlertmanagerSends() {
        List<Alert> alerts = WebhookPayload.parse(PAYLOAD).alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).firing()).isTrue();
        assertThat(alerts.get(0).fingerprint()).isEqualTo("b3a1c2d4e5f60718");
        assertThat(alerts.get(0).labels()).isEqualTo(Map.of("alertname", "HighErrorRate", "model", "fraud"));
        assertThat(alerts.get(0).startsAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
        assertThat(alerts.get(1).firing()).isFalse();
    }

    @Test
    void refusesWhatIsNotWhole() {
        for (String bad : List.of(
                "", "[]", "null", "{}", PAYLOAD.replace("\"version\":\"4\"", "\"version\":\"3\""),
                PAYLOAD.replace("\"version\":\"4\",", ""), PAYLOAD + "x", PAYLOAD.substring(0, 300),
                PAYLOAD.replace("\"status\":\"resolved\"", "\"status\":\"maybe\""),
                PAYLOAD.replace("\"startsAt\":\"2026-03-01T11:00:00Z\",", ""),
                PAYLOAD.replace("\"model\":\"fraud\"}", "\"model\":{\"a\":1}}"))) {
            assertThatThrownBy(() -> WebhookPayload.parse(bad)).isInstanceOf(InvalidInputException.class).hasMessageNotContaining("\n");
        }
    }

    @Test
    void damagedPayloadsAreRefusedOrKeepTheirAlertsWhole() {
        mutate(1_000);
    }

    @Test
    @Tag("soak")
    void damagedPayloadsAreRefusedOrKeepTheirAlertsWholeForLong() {
        mutate(10_000);
    }

    private static void mutate(int count) {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] bytes = PAYLOAD.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(96) + 32);
            }
            String damaged = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .substring(0, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length);
            try {
                for (Alert alert : WebhookPayload.parse(damaged).alerts()) {
                    assertThat(alert.startsAt()).isNotNull();
                    assertThat(alert.fingerprint()).isNotEmpty();
                }
            } catch (InvalidInputException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(count / 10, count);
    }
}
