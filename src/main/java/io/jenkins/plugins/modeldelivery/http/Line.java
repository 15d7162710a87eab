package io.jenkins.plugins.modeldelivery.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A way on which requests leave, each once. */
interface Line {
    /** @throws IOException if the connection failed before the answer was complete */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException, InterruptedException;

    /** The future fails with an IOException if the connection does. */
    <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler);
}
