package io.jenkins.plugins.modeldelivery.release.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Sends the canary copies of requests that stable answers, and compares both answers. Nobody waits for a copy; when too many
 * are under way, a request is not copied.
 */
final class Mirror {
    /** Longer requests and answers are neither copied nor compared, in bytes. */
    static final int LONGEST = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_UNDER_WAY = 64;
    private static final double NANOS = 1e9;

    private final HttpClient client;
    private final ArmCounters canary;
    private final Disagreement disagreement;
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);

    Mirror(HttpClient client, ArmCounters canary, Disagreement disagreement) {
        this.client = client;
        this.canary = canary;
        this.disagreement = disagreement;
    }

    /** A whole answer. */
    record Answer(int status, String body) {
        private boolean isGood() {
            return status < 500;
        }
    }

    /** The request's body; null when it is too long, or its length is not known, and nothing was read then. */
    static byte[] body(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        if (chunked || length != null && Long.parseLong(length) > LONGEST) {
            return null;
        }
        return exchange.getRequestBody().readAllBytes();
    }

    /** Sends a copy; null when too many are under way. The canary's answer is null when it gave none. */
    CompletableFuture<Answer> send(HttpRequest request) {
        if (!places.tryAcquire()) {
            return null;
        }
        long start = System.nanoTime();
        return client.sendAsync(request, BoundedBody.ofText(LONGEST)).handle((response, failure) -> {
            places.release();
            boolean failed = failure != null || response.statusCode() >= 500;
            canary.count((System.nanoTime() - start) / NANOS, failed);
            return failure != null ? null : new Answer(response.statusCode(), response.body());
        });
    }

    /** Compares the copy's answer, once it is there, with what stable answered. */
    void compare(CompletableFuture<Answer> copy, int status, byte[] body) {
        Answer stable = new Answer(status, new String(body, StandardCharsets.UTF_8));
        copy.thenAccept(answer -> {
            // What failed is counted as an error already.
            if (answer != null && answer.isGood() && stable.isGood()) {
                disagreement.count(!isSame(stable, answer));
            }
        });
    }

    private static boolean isSame(Answer one, Answer other) {
        return one.status() == other.status() && (one.body().equals(other.body()) || isSameJson(one.body(), other.body()));
    }

    private static boolean isSameJson(String one, String other) {
        try {
            return JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
