package io.jenkins.plugins.modeldelivery.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.judge.PodSample;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.PrometheusApi;
import io.jenkins.plugins.modeldelivery.release.metrics.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources whose every answer the test gives, also those that a real one is hard to bring to. */
class HttpSourcesTest {
    private static final Set<String> ASKED = Set.of("errors", "accuracy");
    private static final String MEAN = "promql(\"avg(x{$arm})\")";

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> seen = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void jsonIsReadAtAPathThatNamesTheArm() throws Exception {
        answers.put("/stats", """
                {"arms": {"stable": {"requests": 100, "errors": 1, "noise": 5},
                          "canary": [{"pod": "a", "requests": 7, "accuracy_sum": 6, "accuracy_count": 7}, {"pod": "b", "requests": 3}]}}
                """);
        Scrape scrape = json("/stats", "$.arms.{arm}").read();
        assertThat(scrape.stable()).containsExactly(new PodSample("", Map.of("requests", 100.0, "errors", 1.0)));
        assertThat(scrape.canary()).containsExactly(
                new PodSample("a", Map.of("requests", 7.0, "accuracy_sum", 6.0, "accuracy_count", 7.0)),
                new PodSample("b", Map.of("requests", 3.0)));
        assertThat(seen).containsExactly("Bearer t0ken GET /stats ");
    }

    @Test
    void jsonMayHaveAnAddressForEachArm() throws Exception {
        answers.put("/stable", "{\"requests\": 9}");
        answers.put("/canary", "{\"requests\": 1}");
        Scrape scrape = json("/{arm}", "$").read();
        assertThat(scrape.stable().get(0).values()).isEqualTo(Map.of("requests", 9.0));
        assertThat(scrape.canary().get(0).values()).isEqualTo(Map.of("requests", 1.0));
    }

    @Test
    void whatIsNoSuchJsonIsSaidInOneLine() {
        answers.put("/stats", "<html>");
        assertThatThrownBy(() -> json("/stats", "$.{arm}").read())
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("are not JSON");
        answers.put("/stats", "{}");
        assertThatThrownBy(() -> json("/stats", "$.{arm}").read())
                .isInstanceOf(SurroundingsException.class).hasMessageContaining("correct the path");
        status = 503;
        assertThatThrownBy(() -> json("/stats", "$.{arm}").read())
                .isInstanceOf(SurroundingsException.class).hasMessageContaining("status 503");
    }

    @Test
    void bothArmsAreAskedForTheSameMoment() throws Exception {
        answers.put("timestamp", vector("{}", "1000"));
        answers.put("avg(", vector("{}", "2.5"));
        answers.put("__name__=~", vector("{\"__name__\":\"http_requests_total\",\"pod\":\"p\",\"code\":\"500\"}", "40"));
        Scrape scrape = prometheus().read();
        assertThat(scrape.canary()).containsExactly(
                new PodSample("p", Map.of("requests", 40.0, "errors", 40.0)), new PodSample("", Map.of(MEAN, 2.5)));
        assertThat(scrape.nonAnswers()).isEmpty();
        assertThat(seen).hasSize(6).allMatch(request -> request.contains("time=1970-01-01T00%3A16%3A40Z"));
        assertThat(seen).anyMatch(request -> request.contains("avg%28x%7Barm%3D%22canary%22%7D%29"));
    }

    @Test
    void noNonAnswerIsTakenForNews() throws Exception {
        answers.put("timestamp", vector("{}", "100"));
        answers.put("avg(", vector("{}", "NaN"));
        answers.put("__name__=~", vector("{\"__name__\":\"http_requests_total\"}", "40"));
        Scrape stale = prometheus().read();
        assertThat(stale.canary()).isEmpty();
        assertThat(stale.nonAnswers()).containsEntry("requests", NonAnswer.STALE).containsEntry(MEAN, NonAnswer.NAN);

        answers.put("timestamp", vector("{}", "1000"));
        answers.put("__name__=~", vector("{\"__name__\":\"http_requests_total\"}", "40").replace("{\"status\"", "{\"warnings\":[\"half\"],\"status\""));
        answers.put("avg(", "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"x\"}");
        Scrape partial = prometheus().read();
        assertThat(partial.nonAnswers()).containsEntry("errors", NonAnswer.PARTIAL).containsEntry(MEAN, NonAnswer.ERROR);

        answers.put("__name__=~", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
        assertThat(prometheus().read().stable()).isEmpty();
    }

    /** As Thanos' querier answers when a store does not: what is missing is not known, so nothing of it counts. */
    @Test
    void aThanosWithoutOneOfItsStoresIsNoNews() throws Exception {
        answers.put("timestamp", vector("{}", "1000"));
        answers.put("avg(", vector("{}", "2.5"));
        answers.put("__name__=~", vector("{\"__name__\":\"http_requests_total\",\"pod\":\"p\"}", "40").replace("\"data\"",
                "\"warnings\":[\"No StoreAPIs matched for this query\"],\"infos\":[],\"data\""));
        assertThat(prometheus().read().nonAnswers()).containsEntry("requests", NonAnswer.PARTIAL);
    }

    /** A canary must not rise by its own requests while it is not known what stable's did: both wait for a whole answer. */
    @Test
    void anArmThatIsNotWholeMakesTheOtherWait() throws Exception {
        answers.put("timestamp", vector("{}", "1000"));
        answers.put("avg(", vector("{}", "2.5"));
        String counted = vector("{\"__name__\":\"http_requests_total\",\"pod\":\"p\"}", "40");
        answers.put("__name__", counted);
        assertThat(prometheus().read().stable()).extracting(PodSample::pod).containsExactly("p", "");
        for (String arm : List.of("stable", "canary")) {
            Map<String, String> whole = new LinkedHashMap<>(answers);
            answers.clear();
            answers.put(",arm=\"" + arm, counted.replace("\"data\"", "\"warnings\":[\"store down\"],\"data\""));
            answers.putAll(whole);
            Scrape scrape = prometheus().read();
            assertThat(scrape.stable()).as(arm).containsExactly(new PodSample("", Map.of(MEAN, 2.5)));
            assertThat(scrape.canary()).as(arm).containsExactly(new PodSample("", Map.of(MEAN, 2.5)));
            assertThat(scrape.nonAnswers()).containsEntry("requests", NonAnswer.PARTIAL).containsEntry("errors", NonAnswer.PARTIAL);
            answers.remove(",arm=\"" + arm);
        }
    }

    /** As VictoriaMetrics answers: marked as whole or not, with statistics that Prometheus does not have. */
    @Test
    void aVictoriaMetricsIsReadAndSaysItselfWhetherItIsWhole() throws Exception {
        String counted = vector("{\"__name__\":\"http_requests_total\",\"pod\":\"p\"}", "40");
        answers.put("timestamp", vector("{}", "1000"));
        answers.put("avg(", vector("{}", "2.5"));
        answers.put("__name__=~", counted.replace("\"data\"",
                "\"isPartial\":false,\"stats\":{\"seriesFetched\":\"1\",\"executionTimeMsec\":2},\"data\""));
        assertThat(prometheus().read().canary()).contains(new PodSample("p", Map.of("requests", 40.0, "errors", 0.0)));

        answers.put("__name__=~", counted.replace("\"data\"", "\"isPartial\":true,\"data\""));
        assertThat(prometheus().read().nonAnswers()).containsEntry("requests", NonAnswer.PARTIAL);
    }

    @Test
    void aPrometheusThatFailsIsAnOutage() {
        status = 502;
        assertThatThrownBy(() -> prometheus().read())
                .isInstanceOf(SurroundingsException.class).hasMessageContaining("HTTP 502");
    }

    private JsonCounters json(String path, String jsonPath) {
        return new JsonCounters(requester(), base() + path, jsonPath, "Bearer t0ken", ASKED);
    }

    private PrometheusCounters prometheus() {
        return new PrometheusCounters(
                new PrometheusApi(requester(), URI.create(base()), null), ArmLabels::ofLabel, ASKED,
                Map.of(MEAN, "avg(x{$arm})"), Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC));
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String vector(String labels, String value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":" + labels
                + ",\"value\":[1000,\"" + value + "\"]}]}}";
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        seen.add((authorization == null ? "" : authorization + " ") + asked);
        String decoded = java.net.URLDecoder.decode(asked, StandardCharsets.UTF_8);
        byte[] bytes = answers.entrySet().stream()
                .filter(entry -> decoded.contains(entry.getKey())).map(Map.Entry::getValue).findFirst().orElse("")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Requester requester() {
        return new Requester(Outbound.of(Map.of()), Retries.NONE);
    }
}
