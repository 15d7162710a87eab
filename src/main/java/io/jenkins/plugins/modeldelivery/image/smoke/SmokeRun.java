package io.jenkins.plugins.modeldelivery.image.smoke;

import io.jenkins.plugins.modeldelivery.docker.ContainerSpec;
import io.jenkins.plugins.modeldelivery.docker.DockerService;
import io.jenkins.plugins.modeldelivery.docker.RunningContainer;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.image.oci.DockerArchive;
import io.jenkins.plugins.modeldelivery.image.oci.PackagedImage;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Starts an image once in a Docker or Podman service, waits until its server is ready and sends it a sample request. Container
 * and image are removed again, whatever happens.
 */
public final class SmokeRun {
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int LARGEST_ANSWER = 16 << 20;
    private static final int LINES = 20;
    /** The container is reached on this machine or on that of the service, never through a proxy. */
    private static final Outbound DIRECT = new Outbound(Destinations.unrestricted(), ProxyServer.NONE, "", ATTEMPT);

    private final DockerService service;
    private final Clock clock;
    private final Requester requester = new Requester(DIRECT, Retries.NONE);

    public SmokeRun(DockerService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /**
     * Runs the image of one platform, which must be the service's.
     *
     * @throws InterruptedException if it was cancelled
     * @throws SurroundingsException if the service does not take the image
     */
    public SmokeOutcome run(PackagedImage image, SmokeQuestion question) throws IOException, InterruptedException {
        String name = "localhost/model-delivery-smoke:" + UUID.randomUUID();
        try {
            try (InputStream archive = DockerArchive.content(image, name).open(0)) {
                service.load(archive);
            }
            if (!service.has(name)) {
                throw new SurroundingsException("the service at " + service.host().address()
                        + " did not take the image; see its log, and whether it has room");
            }
            Instant start = clock.instant();
            try (RunningContainer container = service.start(
                    new ContainerSpec(name, List.of(), List.of(), List.of(question.port()), question.gpus()))) {
                return ask(container, question, start);
            }
        } finally {
            service.remove(name);
        }
    }

    private SmokeOutcome ask(RunningContainer container, SmokeQuestion question, Instant start)
            throws InterruptedException {
        URI server = null;
        while (true) {
            Duration after = Duration.between(start, clock.instant());
            if (!container.isRunning()) {
                return failed(container, SmokeOutcome.End.ENDED, after, container.exitStatus());
            }
            server = server == null ? container.address(question.port()) : server;
            if (isReady(server.resolve(question.readyPath()))) {
                return sample(container, question, server, Duration.between(start, clock.instant()));
            }
            if (after.compareTo(question.readyTimeout()) > 0) {
                return failed(container, SmokeOutcome.End.NOT_READY, after, 0);
            }
            Thread.sleep(BETWEEN.toMillis());
        }
    }

    private boolean isReady(URI uri) throws InterruptedException {
        try {
            return status(HttpRequest.newBuilder(uri).timeout(ATTEMPT).build()) / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    private SmokeOutcome sample(RunningContainer container, SmokeQuestion question, URI server, Duration after)
            throws InterruptedException {
        if (question.sample().isEmpty()) {
            return new SmokeOutcome(SmokeOutcome.End.PASSED, after, 0, List.of());
        }
        SmokeQuestion.Sample sample = question.sample().get();
        try {
            int status = status(HttpRequest.newBuilder(server.resolve(sample.path()))
                    .timeout(question.readyTimeout())
                    .header("Content-Type", sample.contentType())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(sample.content()))
                    .build());
            return status / 100 == 2
                    ? new SmokeOutcome(SmokeOutcome.End.PASSED, after, status, List.of())
                    : failed(container, SmokeOutcome.End.REFUSED, after, status);
        } catch (IOException e) {
            return failed(container, SmokeOutcome.End.UNANSWERED, after, 0);
        }
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return requester.sendOnce(request, BoundedBody.ofBytes(LARGEST_ANSWER)).statusCode();
    }

    private static SmokeOutcome failed(RunningContainer container, SmokeOutcome.End end, Duration after, int status)
            throws InterruptedException {
        return new SmokeOutcome(end, after, status, container.lastLines(LINES));
    }
}
