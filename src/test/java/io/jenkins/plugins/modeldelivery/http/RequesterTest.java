package io.jenkins.plugins.modeldelivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequesterTest {
    private final List<Duration> waits = new ArrayList<>();
    private final AtomicInteger seen = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aPassingFaultIsTriedAgainAfterTheWaitThatTheServerAsksFor() throws Exception {
        server.createContext("/", exchange -> {
            boolean busy = seen.incrementAndGet() < 3;
            exchange.getResponseHeaders().add("Retry-After", "3");
            answer(exchange, busy ? 429 : 200, "ok");
        });
        HttpResponse<String> response = requester(Retries.USUAL).send(get("/x"), BoundedBody.ofText(100));
        assertThat(response.body()).isEqualTo("ok");
        assertThat(waits).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void theLastAnswerIsReturnedWhateverItsStatus() throws Exception {
        server.createContext("/", exchange -> {
            seen.incrementAndGet();
            answer(exchange, 503, "down");
        });
        assertThat(requester(new Retries(3, Duration.ZERO, Duration.ZERO)).send(get("/"), BoundedBody.ofText(9)).statusCode())
                .isEqualTo(503);
        assertThat(seen).hasValue(3);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        server.createContext("/", exchange -> answer(exchange, 200, "x".repeat(1001)));
        assertThatThrownBy(() -> requester(Retries.NONE).send(get("/"), BoundedBody.ofText(1000)))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("longer than 1000 bytes");
    }

    @Test
    void aRedirectIsHandedBack() throws Exception {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            answer(exchange, 307, "");
        });
        assertThat(requester(Retries.NONE).send(get("/"), BoundedBody.ofText(9)).statusCode()).isEqualTo(307);
    }

    @Test
    void aRefusedConnectionIsOneLineWithoutTheQuery() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + closed + "/p?token=t0psecret")).build();
        assertThatThrownBy(() -> requester(Retries.NONE).send(request, BoundedBody.ofText(9)))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("refused")
                .hasMessageNotContaining("t0psecret");
    }

    @Test
    void everyRequestPassesTheDestinations() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://169.254.169.254/")).build();
        assertThatThrownBy(() -> requester(Retries.NONE).sendAsync(request, BoundedBody.ofText(9)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anAuthorityThatIsNoCertificateIsRefused() {
        assertThatThrownBy(() -> new Requester(Outbound.of(Map.of()).trusting("hello"), Retries.NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PEM");
    }

    private Requester requester(Retries retries) {
        return new Requester(Outbound.of(Map.of()), retries, Clock.systemUTC(), waits::add);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path)).build();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        try (exchange) {
            exchange.getResponseBody().write(body.getBytes());
        }
    }
}
