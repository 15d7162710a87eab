package io.jenkins.plugins.modeldelivery.release.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends each request to the arm that the weights give it, and counts what came of it. A canary that refuses the
 * connection costs nobody an answer: the failure counts against the canary and stable answers, which is safe since the
 * request was never sent.
 */
final class Forwarding implements HttpHandler {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int CHUNK = 16 * 1024;
    private static final double NANOS = 1e9;

    private final Backends backends;
    private final Map<Arm, ArmCounters> counters;
    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Mirror mirror;

    Forwarding(Backends backends, Map<Arm, ArmCounters> counters, Disagreement disagreement) {
        this.backends = backends;
        this.counters = counters;
        this.mirror = new Mirror(client, counters.get(Arm.CANARY), disagreement);
    }

    /** Whether a request waits for its answer. */
    boolean isBusy() {
        return underWay.get() > 0;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Not one generator for all: it is not made for several threads.
        Backends.Choice choice = backends.choose(exchange.getRequestHeaders(), ThreadLocalRandom.current());
        underWay.incrementAndGet();
        try {
            if (choice == null) {
                answer(exchange, 503, "no version takes traffic");
            } else {
                forward(exchange, choice);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
        // Not after a failure: closing would end an answer that broke off as if it were whole.
        exchange.close();
    }

    private void forward(HttpExchange exchange, Backends.Choice choice) throws IOException, InterruptedException {
        byte[] kept = choice.copiedTo() == null ? null : Mirror.body(exchange);
        CompletableFuture<Mirror.Answer> copy =
                kept == null ? null : mirror.send(request(exchange, choice.copiedTo(), BodyPublishers.ofByteArray(kept)));
        BodyPublisher body = kept == null ? body(exchange) : BodyPublishers.ofByteArray(kept);
        long start = System.nanoTime();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request(exchange, choice.address(), body), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            count(choice.arm(), start, true);
            Backends.Choice other = e instanceof ConnectException && choice.arm() == Arm.CANARY ? backends.stable() : null;
            if (other == null) {
                boolean late = e instanceof HttpTimeoutException;
                answer(exchange, late ? 504 : 502, late ? "the server did not answer in time" : "the server gave no answer");
            } else {
                forward(exchange, other);
            }
            return;
        }
        boolean whole = false;
        ByteArrayOutputStream seen = copy == null ? null : new ByteArrayOutputStream();
        try {
            whole = pass(exchange, response, seen);
        } finally {
            count(choice.arm(), start, !whole || response.statusCode() >= 500);
        }
        if (!whole) {
            throw new IOException("the answer broke off");
        }
        if (copy != null && seen.size() <= Mirror.LONGEST) {
            mirror.compare(copy, response.statusCode(), seen.toByteArray());
        }
    }

    private void count(Arm arm, long start, boolean error) {
        counters.get(arm).count((System.nanoTime() - start) / NANOS, error);
    }

    private static HttpRequest request(HttpExchange exchange, URI address, BodyPublisher body) {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + asked.getRawPath() + query))
                .timeout(LONGEST_WAIT)
                .method(exchange.getRequestMethod(), body);
        HopByHop.pass(exchange.getRequestHeaders(), request::header);
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host != null) {
            request.setHeader("X-Forwarded-Host", host);
        }
        request.header("X-Forwarded-For", exchange.getRemoteAddress().getAddress().getHostAddress());
        request.header("Via", "1.1 model-delivery");
        return request.build();
    }

    private static BodyPublisher body(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        InputStream body = exchange.getRequestBody();
        String length = headers.getFirst("Content-Length");
        if (headers.containsKey("Transfer-Encoding")) {
            return BodyPublishers.ofInputStream(() -> body);
        }
        // The server has refused lengths that are no number before the exchange came here.
        return length == null || Long.parseLong(length) == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), Long.parseLong(length));
    }

    /** Returns whether the whole answer came; an asker who goes away earlier is not the server's fault. */
    private static boolean pass(HttpExchange exchange, HttpResponse<InputStream> response, ByteArrayOutputStream seen)
            throws IOException {
        try (InputStream body = response.body()) {
            HopByHop.pass(response.headers().map(), exchange.getResponseHeaders()::add);
            long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD")
                    || response.statusCode() == 204
                    || response.statusCode() == 304;
            if (bodiless && response.headers().firstValue("Content-Length").isPresent()) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            boolean empty = bodiless || length == 0 && response.headers().firstValue("Content-Length").isPresent();
            exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : length);
            return empty || copy(body, exchange.getResponseBody(), seen);
        }
    }

    private static boolean copy(InputStream from, OutputStream to, ByteArrayOutputStream seen) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int read;
            try {
                read = from.read(chunk);
            } catch (IOException e) {
                return false;
            }
            if (read > 0 && seen != null && seen.size() <= Mirror.LONGEST) {
                seen.write(chunk, 0, read);
            }
            if (read < 0 || !isWritten(to, chunk, read)) {
                return true;
            }
        }
    }

    private static boolean isWritten(OutputStream to, byte[] chunk, int length) {
        try {
            to.write(chunk, 0, length);
            // An answer that comes in parts is passed on in parts.
            to.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
