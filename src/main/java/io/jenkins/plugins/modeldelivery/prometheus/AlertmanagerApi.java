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
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Alertmanager's API v2. A failing server is an answer: the future fails only when the request may not be sent. */
public final class AlertmanagerApi {
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
    public AlertmanagerApi(Requester requester, URI base, Credential credential) {
        this.requester = requester;
        this.base = base;
        this.credential = credential;
    }

    /** The alerts that are active now, neither silenced nor inhibited, and fulfil every matcher. */
    public CompletableFuture<AlertAnswer> alerts(List<LabelMatcher> matchers) {
        StringBuilder path = new StringBuilder("/api/v2/alerts?active=true&silenced=false&inhibited=false&unprocessed=false");
        for (LabelMatcher matcher : matchers) {
            path.append("&filter=").append(URLEncoder.encode(matcher.toString(), StandardCharsets.UTF_8));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(ApiRequests.under(base, path.toString())).timeout(DEADLINE).GET();
        if (credential != null) {
            request.header("Authorization", Authorization.of(credential));
        }
        return requester
                .sendAsync(request.build(), BoundedBody.ofText(LONGEST_ANSWER))
                .thenApply(response -> AlertAnswers.fromAlertmanager(response.statusCode(), response.body()))
                .exceptionally(failure -> AlertAnswer.unavailable(ApiRequests.cause(failure)));
    }
}
