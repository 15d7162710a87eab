package io.jenkins.plugins.modeldelivery.release.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A model server: answers every request with its name and the request's body, and fails as often as it is told to. */
public final class SmallServer implements AutoCloseable {
    public volatile double errorShare;
    public final AtomicLong answered = new AtomicLong();

    private final String name;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    static {
        WeightedProxy.tuneProcess();
    }

    public SmallServer(String name) throws IOException {
        this.name = name;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.createContext("/broken", SmallServer::breakOff);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean fails = ThreadLocalRandom.current().nextDouble() < errorShare;
        byte[] bytes = (name + " " + exchange.getRequestURI() + " " + body.length).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-Server", name);
        exchange.getResponseHeaders().set("X-Via", String.valueOf(exchange.getRequestHeaders().getFirst("Via")));
        exchange.sendResponseHeaders(fails ? 500 : 200, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
        answered.incrementAndGet();
    }

    /** Promises more than it sends. */
    private static void breakOff(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        throw new IOException("broken on purpose");
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
