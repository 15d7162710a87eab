package io.jenkins.plugins.modeldelivery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that another machine sends arrives as it was, and so does its answer. */
class RelayTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Token") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Kind", "echo");
            byte[] bytes = seen.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(207, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestCrossesWithEverythingThatBelongsToIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address("/a?b=c")).header("X-Token", "t")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"canary\": 25}")).build();

        HttpResponse<String> answer = relayed().send(request, BoundedBody.ofText(1000));

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body()).isEqualTo("PUT /a?b=c t {\"canary\": 25}");
        assertThat(answer.headers().firstValue("x-kind")).contains("echo");
        assertThat(relayed().sendAsync(request, BoundedBody.ofText(1000)).get().body()).isEqualTo(answer.body());
    }

    @Test
    void anAnswerThatIsTooLongStillIs() {
        HttpRequest request = HttpRequest.newBuilder(address("/" + "x".repeat(100))).build();
        assertThatThrownBy(() -> relayed().sendOnce(request, BoundedBody.ofText(50)))
                .isInstanceOf(IOException.class).hasMessage("the answer is longer than 50 bytes");
    }

    @Test
    void aServerThatIsNotThereIsAFailureOfTheConnection() {
        server.stop(0);
        HttpRequest request = HttpRequest.newBuilder(address("/")).build();
        assertThatThrownBy(() -> relayed().sendOnce(request, BoundedBody.ofText(50))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> relayed().send(request, BoundedBody.ofText(50))).isInstanceOf(SurroundingsException.class);
    }

    @Test
    void aLetterDoesNotShowWhatIsInIt() {
        HttpRequest request = HttpRequest.newBuilder(address("/?token=s3cr3t")).header("Authorization", "Bearer s3cr3t")
                .POST(HttpRequest.BodyPublishers.ofString("s3cr3t")).build();
        assertThat(Letter.of(request).toString()).startsWith("POST http://127.0.0.1").doesNotContain("s3cr3t");
    }

    /** Through the form in which it crosses the connection to an agent. */
    private static Requester relayed() {
        Requester there = new Requester(Outbound.of(Map.of()), Retries.NONE);
        return Requester.through(letter -> (Reply) copied(((Letter) copied(letter)).send(there)), Retries.NONE);
    }

    private static Object copied(Object original) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(original);
        try {
            return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
