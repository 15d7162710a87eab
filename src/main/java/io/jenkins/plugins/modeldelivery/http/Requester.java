package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    private final Outbound outbound;
    private final Retries retries;
    private final Clock clock;
    private final Pause pause;
    private final HttpClient client;

    public Requester(Outbound outbound, Retries retries) {
        this(outbound, retries, Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
    }

    public Requester(Outbound outbound, Retries retries, Clock clock, Pause pause) {
        this.outbound = outbound;
        this.retries = retries;
        this.clock = clock;
        this.pause = pause;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(outbound.connectTimeout())
                .sslContext(TrustedAuthorities.context(outbound.authorities()))
                .proxy(new Selector(outbound.proxy()))
                .build();
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
        outbound.destinations().check(request.uri());
        return client.send(authorized(request), handler);
    }

    /** Sends a request once without holding a thread; the future fails with an IOException if the connection does. */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        outbound.destinations().check(request.uri());
        return client.sendAsync(authorized(request), handler);
    }

    /** How often callers that repeat more than one request should try. */
    public int attempts() {
        return retries.attempts();
    }

    /** Waits as long as the policy says after the given attempt. */
    public void pauseAfter(int attempt, Optional<String> retryAfter) throws InterruptedException {
        pause.during(retries.delay(attempt, retryAfter, clock, RandomGenerator.getDefault()));
    }

    private HttpRequest authorized(HttpRequest request) {
        ProxyServer proxy = outbound.proxy();
        if (proxy.credential() == null || !proxy.serves(request.uri().getHost())) {
            return request;
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader("Proxy-Authorization", Authorization.basic(proxy.credential()))
                .build();
    }

    private static void discard(Object body) throws IOException {
        if (body instanceof InputStream stream) {
            stream.close();
        }
    }

    /** Sends through the proxy whatever it serves. */
    private static final class Selector extends ProxySelector {
        private final ProxyServer proxy;

        private Selector(ProxyServer proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            if (!proxy.serves(uri.getHost())) {
                return List.of(Proxy.NO_PROXY);
            }
            return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request itself fails with the same exception.
        }
    }
}
