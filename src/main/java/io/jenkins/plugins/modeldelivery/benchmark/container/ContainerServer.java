package io.jenkins.plugins.modeldelivery.benchmark.container;

import io.jenkins.plugins.modeldelivery.docker.ContainerSpec;
import io.jenkins.plugins.modeldelivery.docker.DockerHost;
import io.jenkins.plugins.modeldelivery.docker.DockerService;
import io.jenkins.plugins.modeldelivery.docker.RegistryLogin;
import io.jenkins.plugins.modeldelivery.docker.RunningContainer;
import io.jenkins.plugins.modeldelivery.http.BoundedBody;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model server that runs in a container, from {@link #start} until it is closed. Closing it removes the container, also
 * when the work was cancelled; a start that fails leaves none behind.
 */
public final class ContainerServer implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(15);
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 200;
    private static final int LARGEST_ANSWER = 16 << 20;
    private static final int LINES = 10;
    private static final int FAULT = 500;

    private final DockerService service;
    private final RunningContainer container;
    private final URI url;

    private ContainerServer(DockerService service, RunningContainer container, URI url) {
        this.service = service;
        this.container = container;
        this.url = url;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param url as the server would be asked in the container: its port is the container's
     * @param ready what answers once the model is there, as a path
     * @param gpus whether it gets all GPUs
     * @throws SurroundingsException if it ends before it serves, or does not serve within a quarter of an hour
     */
    public static ContainerServer start(ServerImage image, URI url, String ready, boolean gpus, Workbench bench)
            throws InterruptedException {
        DockerHost host = DockerHost.of(image.dockerHost(), bench.environment());
        Outbound outbound = Outbound.of(bench);
        if (host.address().getHost() != null) {
            outbound.destinations().check(URI.create("http://" + host.address().getRawAuthority()));
        }
        DockerService service = DockerService.open(host);
        RunningContainer container = null;
        boolean serves = false;
        try {
            service.pull(image.image(), login(image, bench), bench::log);
            int port = port(url);
            container = service.start(new ContainerSpec(
                    image.image(), List.of(), List.of(), List.of(port), gpus ? ContainerSpec.ALL_GPUS : 0));
            bench.log(Messages.Log_started(image.image(), host.address()));
            Outbound direct = new Outbound(Destinations.unrestricted(), ProxyServer.NONE, outbound.authorities(), ATTEMPT);
            URI reached = await(image, container, port, url, ready, new Requester(direct, Retries.NONE), bench);
            serves = true;
            return new ContainerServer(service, container, reached);
        } catch (SurroundingsException e) {
            if (isInterruption(e)) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        } finally {
            if (!serves) {
                close(service, container);
            }
        }
    }

    private static Optional<RegistryLogin> login(ServerImage image, Workbench bench) {
        return image.credentialsId().isEmpty()
                ? Optional.empty()
                : Optional.of(RegistryLogin.of(image.image(), bench.credential(image.credentialsId())));
    }

    /** Where it is reached from here. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        close(service, container);
    }

    /** A request to the service that was cancelled looks like one that failed. */
    private static boolean isInterruption(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return Thread.interrupted();
    }

    private static void close(DockerService service, RunningContainer container) {
        try {
            if (container != null) {
                container.close();
            }
        } finally {
            service.close();
        }
    }

    private static URI await(
            ServerImage image,
            RunningContainer container,
            int port,
            URI url,
            String ready,
            Requester requester,
            Workbench bench)
            throws InterruptedException {
        Instant end = bench.clock().instant().plus(LONGEST_START);
        while (bench.clock().instant().isBefore(end)) {
            bench.checkCancelled();
            if (!container.isRunning()) {
                throw new SurroundingsException("image '" + image.image() + "' ended with status " + container.exitStatus()
                        + " before it served; its last lines: " + String.join(" | ", container.lastLines(LINES)));
            }
            URI reached = reached(url, container.address(port));
            if (serves(reached.resolve(ready), requester)) {
                return reached;
            }
            bench.progress(Messages.Progress_waiting(image.image()));
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new SurroundingsException("image '" + image.image() + "' did not serve on port " + port + " under " + ready
                + " within " + LONGEST_START.toMinutes() + " minutes; its last lines: "
                + String.join(" | ", container.lastLines(LINES)));
    }

    private static boolean serves(URI uri, Requester requester) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(ATTEMPT).build();
            int status = requester.sendOnce(request, BoundedBody.ofBytes(LARGEST_ANSWER)).statusCode();
            return uri.getPath().equals("/") ? status < FAULT : status / 100 == 2;
        } catch (IOException e) {
            return false;
        }
    }

    private static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? 443 : 80;
    }

    private static URI reached(URI url, URI published) {
        String rest = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + published.getRawAuthority() + rest + query);
    }
}
