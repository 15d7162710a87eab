package io.jenkins.plugins.modeldelivery.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Stands before an API server and lets requests through, or answers in its place as a server in trouble would. */
public final class ApiGate implements AutoCloseable {
    /** Asks what the asker may do, by POST, and writes nothing. */
    private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "upgrade", "http2-settings");

    /** What the gate does with a request; null lets it through. */
    @FunctionalInterface
    public interface Trouble {
        Answer answer(String method, String path);
    }

    /** An answer in the server's place; status 0 breaks the connection. */
    public record Answer(int status, String body) {
        /** The server does what it is asked for, and its answer is lost. */
        public static final Answer LOST = new Answer(-1, "");

        /** What a server says of a request that failed. */
        public static Answer failure(int status, String message) {
            return new Answer(status, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + status
                    + ",\"message\":\"" + message.replace("\"", "\\\"") + "\"}");
        }
    }

    static {
        // Without it every answer waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final URI server;
    private final HttpClient forward;
    private final HttpServer gate;
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private volatile Trouble trouble = (method, path) -> null;

    /** A gate before this server; opened at once. */
    public ApiGate(URI server, SSLContext tls) throws IOException {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        this.forward = tls == null ? builder.build() : builder.sslContext(tls).build();
        this.gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "gate");
            thread.setDaemon(true);
            return thread;
        }));
        gate.createContext("/", this::handle);
        gate.start();
    }

    /** Where the gate is. */
    public String address() {
        return "http://127.0.0.1:" + gate.getAddress().getPort();
    }

    /** A kubeconfig that leads through the gate. */
    public String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: robot}}]
                clusters: [{name: test, cluster: {server: "%s"}}]
                users: [{name: robot, user: {token: "%s"}}]
                """.formatted(address(), token);
    }

    /** A client that goes through the gate as nobody in particular. */
    public KubernetesClient client(String namespace) {
        return client(namespace, null);
    }

    /** A client that goes through the gate with a token. */
    public KubernetesClient client(String namespace, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withOauthToken(token)
                .withMasterUrl(address())
                .withNamespace(namespace)
                .withRequestTimeout(3_000)
                .withConnectionTimeout(1_000)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** From now on. */
    public void troubled(Trouble now) {
        trouble = now;
    }

    /** Lets everything through again. */
    public void clear() {
        trouble = (method, path) -> null;
    }

    /** Method and path of each write that went through, oldest first. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    /** Method and path of each request that would change something, refused ones and lost ones too, oldest first. */
    public List<String> orders() {
        return List.copyOf(orders);
    }

    /** Forgets the writes so far. */
    public void forgetWrites() {
        writes.clear();
    }

    @Override
    public void close() {
        gate.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            if (!method.equals("GET") && !path.equals(REVIEW)) {
                orders.add(method + " " + path);
            }
            Answer answer = trouble.answer(method, path);
            if (answer == null) {
                OneRequest passed = pass(exchange, method, path);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                send(exchange, passed.status(), passed.body());
            } else if (answer == Answer.LOST) {
                pass(exchange, method, path);
            } else if (answer.status() != 0) {
                send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private OneRequest pass(HttpExchange exchange, String method, String path) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, List<String>> headers = new LinkedHashMap<>(exchange.getRequestHeaders());
        headers.keySet().removeIf(name -> OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        URI uri = server.resolve(exchange.getRequestURI().toString());
        OneRequest answer = server.getScheme().equals("http")
                ? OneRequest.send(uri, method, headers, body)
                : overTls(uri, method, headers, body);
        if (!method.equals("GET") && answer.status() < 300 && !path.equals(REVIEW)) {
            writes.add(method + " " + path);
        }
        return answer;
    }

    private OneRequest overTls(URI uri, String method, Map<String, List<String>> headers, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        try {
            HttpResponse<byte[]> response = forward.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new OneRequest(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
