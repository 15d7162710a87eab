package io.jenkins.plugins.modeldelivery.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the two clients send, and what they make of an answer that never comes. */
class ServersTest {
    private HttpServer server;
    private URI base;
    private String seen = "";
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aQueryGoesByPostAtOneTimeWithTheCredential() {
        answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
        PrometheusApi api = new PrometheusApi(requester(), base, new Credential("", "t0ken"));
        assertThat(api.query("sum(x{a=\"b\"})", Instant.ofEpochSecond(0)).join().state()).isEqualTo(Answer.State.EMPTY);
        assertThat(seen)
                .startsWith("POST /prefix/api/v1/query Bearer t0ken query=sum%28x%7Ba%3D%22b%22%7D%29")
                .contains("time=1970-01-01T00%3A00%3A00Z")
                .as("else a VictoriaMetrics answers with what was so half a minute before").contains("&nocache=1");
    }

    @Test
    void alertsOfAThanosThatDidNotAskEveryoneAreNotAllOfThem() {
        String body = "{\"status\":\"success\",\"data\":{\"alerts\":[" + alert("firing", "A") + "]}%s}";
        answer = body.formatted(",\"warnings\":[\"no rules from a\"]");
        AlertAnswer partial = new PrometheusApi(requester(), base, null).alerts().join();
        assertThat(partial).isEqualTo(new AlertAnswer(false, partial.alerts(), "no rules from a"));
        assertThat(partial.alerts()).extracting(Alert::name).containsExactly("A");

        answer = body.formatted(",\"warnings\":[]");
        assertThat(new PrometheusApi(requester(), base, null).alerts().join().available()).isTrue();
    }

    @Test
    void pendingAlertsOfPrometheusDoNotCount() {
        answer = "{\"status\":\"success\",\"data\":{\"alerts\":["
                + alert("pending", "A") + "," + alert("firing", "B") + "]}}";
        AlertAnswer alerts = new PrometheusApi(requester(), base, null).alerts().join();
        assertThat(alerts.alerts()).extracting(Alert::name).containsExactly("B");
        assertThat(alerts.alerts().get(0).startsAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(alerts.alerts().get(0).fingerprint()).hasSize(16);
    }

    @Test
    void alertmanagerIsAskedForActiveAlertsThatMatch() {
        answer = "[{\"fingerprint\":\"ab\",\"labels\":{\"alertname\":\"A\"},\"startsAt\":\"2026-01-01T00:00:00.5+01:00\","
                + "\"endsAt\":\"2026-01-01T01:00:00Z\",\"new\":1}]";
        AlertAnswer alerts = new AlertmanagerApi(requester(), base, null)
                .alerts(List.of(LabelMatcher.parse("alerts", "model=\"fraud\"")))
                .join();
        assertThat(alerts.alerts()).singleElement().extracting(Alert::identity)
                .isEqualTo("ab@2025-12-31T23:00:00.500Z firing");
        assertThat(seen).startsWith("GET /prefix/api/v2/alerts?active=true&silenced=false&inhibited=false")
                .contains("filter=model%3D%22fraud%22");
    }

    @Test
    void whatCannotBeReadWholeIsUnavailableRatherThanSilent() {
        AlertmanagerApi api = new AlertmanagerApi(requester(), base, null);
        for (String broken : List.of("", "<html>", "{}", "[{\"labels\":{}}]", "[{\"labels\":{},\"startsAt\":\"soon\"}]")) {
            answer = broken;
            assertThat(api.alerts(List.of()).join().available()).as(broken).isFalse();
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailable() {
        server.stop(0);
        assertThat(new PrometheusApi(requester(), base, null).query("up", Instant.EPOCH).join().state())
                .isEqualTo(Answer.State.UNAVAILABLE);
        assertThat(new AlertmanagerApi(requester(), base, null).alerts(List.of()).join().available()).isFalse();
    }

    @Test
    void fingerprintsDoNotDependOnTheOrderOfLabels() {
        Map<String, String> one = new LinkedHashMap<>(Map.of("a", "1"));
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>(Map.of("b", "2"));
        other.put("a", "1");
        assertThat(AlertAnswers.fingerprint(one)).isEqualTo(AlertAnswers.fingerprint(other));
        assertThat(AlertAnswers.fingerprint(Map.of("a", "1b"))).isNotEqualTo(AlertAnswers.fingerprint(Map.of("a1", "b")));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        seen = exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (authorization == null ? "" : " " + authorization)
                + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String alert(String state, String name) {
        return "{\"labels\":{\"alertname\":\"" + name + "\"},\"state\":\"" + state
                + "\",\"activeAt\":\"2026-01-01T00:00:00Z\",\"value\":\"1\"}";
    }

    private static Requester requester() {
        return new Requester(Outbound.of(Map.of()), Retries.NONE);
    }
}
