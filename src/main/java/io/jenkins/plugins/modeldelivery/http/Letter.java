package io.jenkins.plugins.modeldelivery.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Flow;

/**
 * A request on its way to the machine that sends it.
 *
 * @param headers by their names
 * @param timeout how long the answer may take
 */
public record Letter(String method, URI uri, TreeMap<String, List<String>> headers, byte[] body, Duration timeout)
        implements Serializable {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 16 << 20;

    static Letter of(HttpRequest request) {
        byte[] body = request.bodyPublisher().map(Letter::bytes).orElse(new byte[0]);
        TreeMap<String, List<String>> headers = new TreeMap<>();
        request.headers().map().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        return new Letter(request.method(), request.uri(), headers, body, request.timeout().orElse(USUAL));
    }

    /** Sends it from here. Errors as in {@link Requester#sendOnce}. */
    public Reply send(Requester requester) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout).method(
                method, body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpResponse<byte[]> response = requester.sendOnce(request.build(), BoundedBody.ofBytes(LONGEST_ANSWER));
        return new Reply(response.statusCode(), new TreeMap<>(response.headers().map()), response.body());
    }

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + Redacted.of(uri);
    }

    /** Publishers of bytes that are there give them at once. */
    private static byte[] bytes(HttpRequest.BodyPublisher publisher) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer buffer) {
                byte[] chunk = new byte[buffer.remaining()];
                buffer.get(chunk);
                bytes.writeBytes(chunk);
            }

            @Override
            public void onError(Throwable failure) {
                throw new IllegalStateException(failure);
            }

            @Override
            public void onComplete() {
                // All bytes are there when subscribe returns.
            }
        });
        return bytes.toByteArray();
    }
}
