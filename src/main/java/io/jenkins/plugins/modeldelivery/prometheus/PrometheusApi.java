package io.jenkins.plugins.modeldelivery.prometheus;

import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Prometheus' HTTP API, and that of Thanos and VictoriaMetrics. No thread waits for an answer, and a failing server is an
 * answer too: the future fails only when the request may not be sent.
 */
public final class PrometheusApi {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 16 << 20;

    private final Requester requester;
    private final URI base;
    private final Credential credential;

    /**
     * Talks to one server.
     *
     * @param base the server's address, with the prefix it is served under
     * @param credential null for none
     */
    public PrometheusApi(Requester requester, URI base, Credential credential) {
        this.requester = requester;
        this.base = base;
        this.credential = credential;
    }

    /**
     * The value of an expression at one time, asked by POST since expressions may be longer than an address may be. A
     * VictoriaMetrics would answer with what was so 30 seconds before, under the asked time, but for {@code nocache}; the
     * others do not know the word.
     */
    public CompletableFuture<Answer> query(String expression, Instant time) {
        String form = "query=" + encoded(expression) + "&time=" + encoded(time.toString()) + "&timeout=20s&nocache=1";
        HttpRequest request = to("/api/v1/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return requester
                .sendAsync(request, BoundedBody.ofText(LONGEST_ANSWER))
                .thenApply(response -> QueryAnswers.read(response.statusCode(), response.body()))
                .exceptionally(failure -> Answer.without(Answer.State.UNAVAILABLE, ApiRequests.cause(failure)));
    }

    /** The alerts that this server's own rules fire now, without Alertmanager's grouping delays. */
    public CompletableFuture<AlertAnswer> alerts() {
        return requester
                .sendAsync(to("/api/v1/alerts").GET().build(), BoundedBody.ofText(LONGEST_ANSWER))
                .thenApply(response -> AlertAnswers.fromPrometheus(response.statusCode(), response.body()))
                .exceptionally(failure -> AlertAnswer.unavailable(ApiRequests.cause(failure)));
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(ApiRequests.under(base, path)).timeout(DEADLINE);
        return credential == null ? builder : builder.header("Authorization", Authorization.of(credential));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
