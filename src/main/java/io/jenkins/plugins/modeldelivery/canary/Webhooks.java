package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks others before the first step and tells them of the end, each by a POST of JSON. Before: 202 means not decided yet,
 * any other 2xx agrees, 4xx refuses, and 5xx or silence is an outage. A delivery may come twice; its field {@code release}
 * tells.
 */
final class Webhooks {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int ACCEPTED = 202;

    private final Requester requester;
    private final CanaryRequest request;

    Webhooks(Requester requester, CanaryRequest request) {
        this.requester = requester;
        this.request = request;
    }

    /**
     * Asks all that must agree.
     *
     * @throws SurroundingsException if one of them gives no answer
     */
    Sighting.Consent before(CanaryState state) throws InterruptedException {
        String open = "";
        for (URI hook : request.hooks().before()) {
            int status = status(hook, body("before", state));
            if (status >= 400 && status < 500) {
                return new Sighting.Consent(
                        false, Messages.Reason_refused(Redacted.of(hook), Integer.toString(status)), "");
            }
            if (status < 200 || status >= 300) {
                throw new SurroundingsException("webhook " + Redacted.of(hook) + " answered with status " + status
                        + "; it agrees with 200 and refuses with 403");
            }
            open = status == ACCEPTED ? Messages.Hold_webhook(Redacted.of(hook)) : open;
        }
        return new Sighting.Consent(false, "", open);
    }

    /** Tells all of the end; who cannot be reached is named in the log. */
    void after(CanaryState state, String verdict, Consumer<String> log) throws InterruptedException {
        Map<String, Object> body = body("after", state);
        body.put("outcome", state.outcome().name());
        body.put("verdict", verdict);
        body.put("reason", state.reason());
        for (URI hook : request.hooks().after()) {
            try {
                int status = status(hook, body);
                if (status < 200 || status >= 300) {
                    log.accept(Messages.Log_webhook(Redacted.of(hook), Integer.toString(status)));
                }
            } catch (SurroundingsException e) {
                log.accept(Messages.Log_webhook(Redacted.of(hook), e.getMessage()));
            }
        }
    }

    private Map<String, Object> body(String event, CanaryState state) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("release", state.release());
        body.put("workload", request.workload().toString());
        body.put("image", request.image());
        body.put("build", state.inputs().build());
        body.put("steps", List.copyOf(request.plan().steps()));
        return body;
    }

    private int status(URI hook, Map<String, Object> body) throws InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(hook)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ReportJson.line(body)))
                .build();
        try {
            return requester.sendOnce(post, BoundedBody.ofText(LONGEST_ANSWER)).statusCode();
        } catch (IOException e) {
            throw new SurroundingsException("webhook " + Redacted.of(hook) + " gives no answer (" + e.getClass().getSimpleName()
                    + "); check its address and whether it runs", e);
        }
    }
}
