package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** Posts warm-up requests to a server. */
final class HttpSender implements RoundProber.Sender {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 4 << 20;

    private final Requester requester;
    private final URI server;

    /**
     * Asks one server.
     *
     * @param server its address; a path of its own is put before those of the requests
     */
    HttpSender(Requester requester, URI server) {
        this.requester = requester;
        this.server = server;
    }

    @Override
    public boolean isAnswered(WarmUpRequest request) throws InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(URI.create(server.toString().replaceAll("/+$", "") + request.path()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.body()))
                .build();
        try {
            int status = requester.sendOnce(post, BoundedBody.ofText(LONGEST_ANSWER)).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException | SurroundingsException e) {
            return false;
        }
    }
}
