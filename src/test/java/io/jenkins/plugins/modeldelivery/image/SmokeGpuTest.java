package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a smoke run asks for GPUs, as Docker's API documents it: a scripted service, since the machine of a test has none. */
final class SmokeGpuTest {
    @TempDir
    Path folder;

    private final AtomicReference<byte[]> created = new AtomicReference<>();

    @ParameterizedTest
    @CsvSource({"2, 2", "all, -1"})
    void gpusAreADeviceRequest(String gpus, int count) throws Exception {
        JsonNode request = container(Map.of("gpus", gpus)).path("HostConfig").path("DeviceRequests").path(0);
        assertThat(request.path("Count").asInt()).isEqualTo(count);
        assertThat(request.path("Capabilities").toString()).isEqualTo("[[\"gpu\"]]");
    }

    @Test
    void withoutThemNoDeviceIsAskedFor() throws Exception {
        assertThat(container(Map.of()).path("HostConfig").path("DeviceRequests").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5"})
    void whatIsNoNumberOfGpusIsRefused(String gpus) {
        assertThatThrownBy(() -> ImageRequest.of(Map.of("model", "m", "image", "r.example.org/a:1", "smoke", "true", "gpus", gpus)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("gpus '" + gpus + "'").hasMessageContaining("all");
    }

    @Test
    void gpusWithoutSmokeAreRefused() {
        assertThatThrownBy(() -> ImageRequest.of(Map.of("model", "m", "image", "r.example.org/a:1", "gpus", "1")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("set smoke");
    }

    /** The container that a smoke run creates; the service then refuses to start it, which ends the run. */
    private JsonNode container(Map<String, String> more) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("model")).resolve("model.bin"), "weights");
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::handle);
        service.start();
        try {
            Map<String, Object> arguments = new HashMap<>(more);
            arguments.putAll(Map.of("model", "model", "output", "oci:out", "smoke", "true",
                    "dockerHost", "tcp://127.0.0.1:" + service.getAddress().getPort()));
            assertThatThrownBy(() -> new Benches(folder).run(arguments)).hasMessageContaining("starting a container");
            return Json.parse(created.get());
        } finally {
            service.stop(0);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/containers/create")) {
            created.set(body);
            answer(exchange, 201, "{\"Id\": \"abc\", \"Warnings\": []}");
        } else if (path.endsWith("/start")) {
            answer(exchange, 500, "{\"message\": \"no device\"}");
        } else {
            answer(exchange, 200, path.endsWith("/version") ? "{\"Arch\": \"amd64\"}" : path.contains("/images/") && exchange.getRequestMethod().equals("DELETE") ? "[]" : "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }
}
