package io.jenkins.plugins.modeldelivery.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that keeps to the distribution specification and injects faults when told: each is used up once. */
public final class FaultyRegistry implements AutoCloseable {
    /** What goes wrong at the next request of the kind. */
    public enum Fault {
        CUT_CHUNK,
        CHUNK_429,
        /** Asks to come again after seven seconds. */
        CHUNK_503,
        NO_CHUNKS,
        CHUNK_500,
        CHUNK_416,
        SHORT_RANGE,
        MOUNT_202,
        FORGET_UPLOAD,
        CLOSE_500
    }

    public final List<Fault> faults = Collections.synchronizedList(new ArrayList<>());
    /** What the registry asks for in OCI-Chunk-Min-Length; 0 for nothing. */
    public volatile int smallestChunk;

    /** Whether it keeps referrers itself. */
    public volatile boolean referrers;

    /** Runs while a chunk is half received: the one after so many others. */
    public volatile Runnable held = () -> {};

    private final AtomicInteger chunksUntilHeld = new AtomicInteger(-1);

    public final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    public final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final HttpServer server;

    public FaultyRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Calls {@link #held} in the middle of the chunk that follows so many more. */
    public void holdAfter(int chunks) {
        chunksUntilHeld.set(chunks);
    }

    private boolean happens(Fault fault) {
        return faults.remove(fault);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        requests.add(method + " " + path.replaceAll("uploads/\\d+", "uploads/N"));
        if (path.contains("/blobs/uploads/")) {
            upload(exchange, method, path.substring(path.lastIndexOf('/') + 1));
        } else if (path.contains("/blobs/")) {
            content(exchange, blobs.get(path.substring(path.lastIndexOf('/') + 1)));
        } else {
            manifest(exchange, method, path.substring(path.lastIndexOf('/') + 1));
        }
    }

    private void upload(HttpExchange exchange, String method, String id) throws IOException {
        ByteArrayOutputStream upload = uploads.get(id);
        switch (method) {
            case "POST" -> begin(exchange);
            case "GET" -> {
                if (upload == null) {
                    answer(exchange, 404, 0);
                } else {
                    located(exchange, id, upload.size(), 204);
                }
            }
            case "PATCH" -> chunk(exchange, id, upload);
            case "DELETE" -> {
                uploads.remove(id);
                answer(exchange, 204, 0);
            }
            default -> close(exchange, upload);
        }
    }

    private void begin(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (query != null && query.contains("mount=") && !happens(Fault.MOUNT_202)
                && blobs.containsKey(query.replaceFirst(".*mount=([^&]*).*", "$1"))) {
            answer(exchange, 201, 0);
            return;
        }
        String id = Integer.toString(next.incrementAndGet());
        uploads.put(id, new ByteArrayOutputStream());
        if (smallestChunk > 0) {
            exchange.getResponseHeaders().add("OCI-Chunk-Min-Length", Integer.toString(smallestChunk));
        }
        located(exchange, id, 0, 202);
    }

    private void chunk(HttpExchange exchange, String id, ByteArrayOutputStream upload) throws IOException {
        if (upload == null || happens(Fault.FORGET_UPLOAD)) {
            uploads.remove(id);
            drain(exchange);
            answer(exchange, 404, 0);
        } else if (happens(Fault.CHUNK_429)) {
            drain(exchange);
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, 429, 0);
        } else if (happens(Fault.CHUNK_503)) {
            drain(exchange);
            exchange.getResponseHeaders().add("Retry-After", "7");
            answer(exchange, 503, 0);
        } else if (happens(Fault.NO_CHUNKS)) {
            drain(exchange);
            answer(exchange, 405, 0);
        } else if (happens(Fault.CHUNK_500)) {
            drain(exchange);
            answer(exchange, 500, 0);
        } else if (chunksUntilHeld.getAndDecrement() == 0) {
            upload.write(exchange.getRequestBody().readNBytes(1000));
            held.run();
            exchange.close();
        } else if (happens(Fault.CUT_CHUNK)) {
            upload.write(exchange.getRequestBody().readNBytes(1000));
            exchange.close();
        } else if (happens(Fault.CHUNK_416) || startsElsewhere(exchange, upload)) {
            drain(exchange);
            answer(exchange, 416, 0);
        } else if (happens(Fault.SHORT_RANGE)) {
            upload.write(exchange.getRequestBody().readNBytes(500));
            drain(exchange);
            located(exchange, id, upload.size(), 202);
        } else {
            upload.write(exchange.getRequestBody().readAllBytes());
            located(exchange, id, upload.size(), 202);
        }
    }

    private static boolean startsElsewhere(HttpExchange exchange, ByteArrayOutputStream upload) {
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        return range != null && Long.parseLong(range.substring(0, range.indexOf('-'))) != upload.size();
    }

    private void close(HttpExchange exchange, ByteArrayOutputStream upload) throws IOException {
        byte[] rest = exchange.getRequestBody().readAllBytes();
        if (happens(Fault.CLOSE_500) || upload == null) {
            answer(exchange, upload == null ? 404 : 500, 0);
            return;
        }
        upload.write(rest);
        String digest = exchange.getRequestURI().getQuery().replaceFirst(".*digest=", "");
        boolean right = Digest.of(upload.toByteArray()).toString().equals(digest);
        if (right) {
            blobs.put(digest, upload.toByteArray());
        }
        answer(exchange, right ? 201 : 400, 0);
    }

    private void manifest(HttpExchange exchange, String method, String target) throws IOException {
        if (method.equals("PUT")) {
            byte[] content = exchange.getRequestBody().readAllBytes();
            manifests.put(target, content);
            manifests.put(Digest.of(content).toString(), content);
            if (referrers) {
                exchange.getResponseHeaders().add("OCI-Subject", "sha256:" + "0".repeat(64));
            }
            answer(exchange, 201, 0);
        } else {
            byte[] content = manifests.get(target);
            if (content != null) {
                exchange.getResponseHeaders().add("Docker-Content-Digest", Digest.of(content).toString());
            }
            content(exchange, content);
        }
    }

    private static void content(HttpExchange exchange, byte[] content) throws IOException {
        if (content == null) {
            answer(exchange, 404, 0);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            answer(exchange, 200, 0);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        }
    }

    private static void located(HttpExchange exchange, String id, int size, int status) throws IOException {
        exchange.getResponseHeaders().add("Location", "/v2/team/fraud/blobs/uploads/" + id);
        exchange.getResponseHeaders().add("Range", "0-" + Math.max(size - 1, 0));
        answer(exchange, status, 0);
    }

    private static void answer(HttpExchange exchange, int status, int length) throws IOException {
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        exchange.close();
    }

    private static void drain(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
