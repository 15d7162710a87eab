package io.jenkins.plugins.modeldelivery.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** From this machine, the way an {@link Outbound} says. Holds a pool of connections. */
final class DirectLine implements Line {
    private final Outbound outbound;
    private final HttpClient client;

    DirectLine(Outbound outbound) {
        this.outbound = outbound;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(outbound.connectTimeout())
                .sslContext(TrustedAuthorities.context(outbound.authorities()))
                .proxy(new Selector(outbound.proxy()))
                .build();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        outbound.destinations().check(request.uri());
        return client.send(authorized(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        outbound.destinations().check(request.uri());
        return client.sendAsync(authorized(request), handler);
    }

    private HttpRequest authorized(HttpRequest request) {
        ProxyServer proxy = outbound.proxy();
        if (proxy.credential() == null || !proxy.serves(request.uri().getHost())) {
            return request;
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader("Proxy-Authorization", Authorization.basic(proxy.credential()))
                .build();
    }

    /** Sends through the proxy whatever it serves. */
    private static final class Selector extends ProxySelector {
        private final ProxyServer proxy;

        private Selector(ProxyServer proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            if (!proxy.serves(uri.getHost())) {
                return List.of(Proxy.NO_PROXY);
            }
            return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request itself fails with the same exception.
        }
    }
}
