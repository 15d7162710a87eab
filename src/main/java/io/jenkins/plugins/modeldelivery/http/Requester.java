package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Sends requests the way an {@link Outbound} says. Redirects are never followed: whoever sends decides whether the next
 * address may see the same headers. Thread-safe; holds a pool of connections.
 */
public final class Requester {
    /** How a wait between attempts happens; tests need not wait. */
    @FunctionalInterface
    public interface Pause {
        void during(Duration duration) throws InterruptedException;
    }

    private final Line line;
    private final Retries retries;
    private final Clock clock;
    private final Pause pause;

    public Requester(Outbound outbound, Retries retries) {
        this(outbound, retries, Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
    }

    public Requester(Outbound outbound, Retries retries, Clock clock, Pause pause) {
        this(new DirectLine(outbound), retries, clock, pause);
    }

    private Requester(Line line, Retries retries, Clock clock, Pause pause) {
        this.line = line;
        this.retries = retries;
        this.clock = clock;
        this.pause = pause;
    }

    /** Sends requests from another machine, which must answer with no more than 16 MiB. */
    public static Requester through(Relay relay, Retries retries) {
        return new Requester(
                new RelayedLine(relay), retries, Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
    }

    /**
     * Sends a request that may be repeated safely, again after a broken connection, 408, 429 or 5xx. The last answer is
     * returned whatever its status.
     *
     * @throws SurroundingsException if no attempt got an answer
     */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Optional<String> retryAfter = Optional.empty();
            try {
                HttpResponse<T> response = sendOnce(request, handler);
                if (attempt >= retries.attempts() || !Retries.isPassing(response.statusCode())) {
                    return response;
                }
                retryAfter = response.headers().firstValue("Retry-After");
                discard(response.body());
            } catch (IOException e) {
                if (attempt >= retries.attempts()) {
                    throw Failures.unreachable(request.uri(), e);
                }
            }
            pause.during(retries.delay(attempt, retryAfter, clock, RandomGenerator.getDefault()));
        }
    }

    /**
     * Sends a request once.
     *
     * @throws IOException if the connection failed before the answer was complete
     */
    public <T> HttpResponse<T> sendOnce(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return line.send(request, handler);
    }

    /** Sends a request once without holding a thread; the future fails with an IOException if the connection does. */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return line.sendAsync(request, handler);
    }

    /** How often callers that repeat more than one request should try. */
    public int attempts() {
        return retries.attempts();
    }

    /** Waits as long as the policy says after the given attempt. */
    public void pauseAfter(int attempt, Optional<String> retryAfter) throws InterruptedException {
        pause.during(retries.delay(attempt, retryAfter, clock, RandomGenerator.getDefault()));
    }

    private static void discard(Object body) throws IOException {
        if (body instanceof InputStream stream) {
            stream.close();
        }
    }
}
