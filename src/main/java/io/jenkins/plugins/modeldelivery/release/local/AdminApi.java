package io.jenkins.plugins.modeldelivery.release.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.SecretComparison;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The proxy's administration over HTTP: {@code GET} and {@code PUT /weights}, {@code POST /promote}, {@code POST /restore},
 * {@code GET /metrics}.
 * Every request carries the bearer token.
 */
final class AdminApi implements HttpHandler {
    private static final int LONGEST_BODY = 4096;
    private static final String JSON = "application/json";

    private final Backends backends;
    private final Supplier<String> metrics;
    private final String authorization;

    AdminApi(Backends backends, Supplier<String> metrics, String token) {
        this.backends = backends;
        this.metrics = metrics;
        this.authorization = Authorization.bearer(token);
    }

    /** Status, type and body of an answer. */
    private record Reply(int status, String type, String body) {
        static Reply error(int status, String message) {
            return new Reply(status, JSON, ReportJson.line(Map.of("error", message)));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = isAuthorized(exchange) ? reply(exchange) : Reply.error(401, "the bearer token is missing or wrong");
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null && SecretComparison.areEqual(given, authorization);
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            return switch (asked) {
                case "GET /weights" -> route();
                case "PUT /weights" -> shift(body(exchange));
                case "POST /promote" -> promote(body(exchange));
                case "POST /restore" -> restore(body(exchange));
                case "GET /metrics" -> new Reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
                default -> Reply.error(404, "there is GET and PUT /weights, POST /promote, POST /restore, GET /metrics");
            };
        } catch (InvalidInputException e) {
            return Reply.error(400, "the body is not a JSON object");
        }
    }

    private Reply shift(Map<String, Object> body) {
        if (!(body.get("canary") instanceof Long percent) || percent < 0 || percent > 100) {
            return Reply.error(400, "canary is the canary's share of traffic, a whole number from 0 to 100");
        }
        Optional<Selection> selection = Selection.of(body);
        if (selection.isEmpty()) {
            return Reply.error(400, "mode is weights, marked or mirror; header and cookie are NAME=VALUE");
        }
        return backends.shift(percent.intValue(), selection.get()) ? route() : Reply.error(409, "there is no canary to give traffic to");
    }

    private Reply promote(Map<String, Object> body) {
        if (!(body.get("canary") instanceof String address)) {
            return Reply.error(400, "canary is the address of the server to promote");
        }
        return backends.promote(address) ? route() : Reply.error(409, "the canary has another address");
    }

    private Reply restore(Map<String, Object> body) {
        if (body.get("stable") instanceof String address && isServer(address)) {
            backends.restore(URI.create(address));
            return route();
        }
        return Reply.error(400, "stable is the address of the server to bring back, as in http://127.0.0.1:9001");
    }

    private static boolean isServer(String address) {
        try {
            URI uri = new URI(address);
            return "http".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Reply route() {
        Route route = backends.route();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("stable", route.stable());
        map.put("canary", route.canary());
        map.put("canaryPercent", (long) route.canaryPercent());
        map.putAll(backends.selection().toMap());
        return new Reply(200, JSON, ReportJson.line(map));
    }

    private static Map<String, Object> body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY);
        return ReportJson.read(new String(bytes, StandardCharsets.UTF_8), "body");
    }
}
