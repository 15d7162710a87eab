package io.jenkins.plugins.modeldelivery.canary.metrics;

import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Redacted;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.metrics.Pages;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The pages of the two servers that a route leads to by their addresses. */
public final class ServerPages implements Pages.Reader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST = 8 << 20;

    private final Requester requester;
    private final Router router;
    private final String path;
    private final String authorization;

    /**
     * Reads the servers behind a router.
     *
     * @param path where each server has its metrics, such as {@code /metrics}
     * @param authorization the header's value; the empty string for none
     */
    public ServerPages(Requester requester, Router router, String path, String authorization) {
        this.requester = requester;
        this.router = router;
        this.path = path;
        this.authorization = authorization;
    }

    @Override
    public Pages read() throws InterruptedException {
        Route route = router.read();
        return new Pages(
                route.hasStable() ? Map.of(route.stable(), page(route.stable())) : Map.of(),
                route.hasCanary() ? Map.of(route.canary(), page(route.canary())) : Map.of(),
                0);
    }

    private String page(String server) throws InterruptedException {
        URI uri = URI.create(server.replaceAll("/+$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = requester.send(request.build(), BoundedBody.ofText(LONGEST));
        if (response.statusCode() != 200) {
            throw new SurroundingsException("the metrics at " + Redacted.of(uri) + " were answered with status "
                    + response.statusCode() + "; check the path after pods: and metricsCredentialsId");
        }
        return response.body();
    }
}
