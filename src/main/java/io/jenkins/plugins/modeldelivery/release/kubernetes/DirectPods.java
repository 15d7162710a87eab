package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Requester;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads pods' metrics at their own addresses, for who is on their network. */
final class DirectPods implements PodMetrics.PodReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST = 8 << 20;
    private static final int OK = 200;

    private final Requester requester;

    DirectPods(Requester requester) {
        this.requester = requester;
    }

    @Override
    public String read(Pod pod) throws InterruptedException {
        URI uri = PodProxy.direct(pod);
        if (uri == null) {
            return null;
        }
        try {
            HttpResponse<String> response = requester.sendOnce(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BoundedBody.ofText(LONGEST));
            return response.statusCode() == OK ? response.body() : null;
        } catch (IOException e) {
            return null;
        }
    }
}
