package io.jenkins.plugins.modeldelivery.http;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;

/** An answer on its way back from the machine that got it. */
public record Reply(int status, TreeMap<String, List<String>> headers, byte[] body) implements Serializable {
    /** The answer as whoever asked wants its body. */
    <T> HttpResponse<T> to(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        HttpHeaders found = HttpHeaders.of(headers, (name, value) -> !name.startsWith(":"));
        HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Info(status, found, HttpClient.Version.HTTP_1_1));
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                // All of it is here already.
            }

            @Override
            public void cancel() {
                // Nothing more would come.
            }
        });
        subscriber.onNext(List.of(ByteBuffer.wrap(body)));
        subscriber.onComplete();
        try {
            return new Response<>(request, status, found, subscriber.getBody().toCompletableFuture().join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private record Info(int statusCode, HttpHeaders headers, HttpClient.Version version) implements HttpResponse.ResponseInfo {}

    private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body) implements HttpResponse<T> {
        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
