package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A connection to a Docker or Podman service. What fails is one line that names what was asked for, the cause and the cure. */
public final class DockerService implements AutoCloseable {
    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
    /** By which an administrator finds what was left behind by a machine that lost its power. */
    private static final Map<String, String> LABELS = Map.of("io.jenkins.plugins.model-delivery", "temporary");
    private static final int CONNECTIONS = 8;

    private final DockerHost host;
    private final SecretBuilds transport;
    private final DockerClient client;

    private DockerService(DockerHost host, SecretBuilds transport, DockerClient client) {
        this.host = host;
        this.transport = transport;
        this.client = client;
    }

    /**
     * Connects.
     *
     * @throws SurroundingsException if nothing answers there
     */
    public static DockerService open(DockerHost host) {
        try {
            DockerClientConfig config = host.config();
            SecretBuilds transport = new SecretBuilds(new ZerodepDockerHttpClient.Builder()
                    .dockerHost(config.getDockerHost())
                    .sslConfig(config.getSSLConfig())
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT_TIME)
                    .build());
            DockerService service = new DockerService(host, transport, DockerClientImpl.getInstance(config, transport));
            service.client.pingCmd().exec();
            return service;
        } catch (RuntimeException e) {
            throw DockerFailures.of("connecting", host, e);
        }
    }

    /** Where the service is, without anything secret. */
    public DockerHost host() {
        return host;
    }

    /**
     * The architecture of the service's machine as images name it, such as {@code amd64}.
     *
     * @throws SurroundingsException if the service does not answer
     */
    public String architecture() {
        return ask("asking for the version", () -> client.versionCmd().exec().getArch());
    }

    /**
     * Builds a Dockerfile; returns the id of the image.
     *
     * @param context a tar of the files that the Dockerfile may copy
     * @param log takes what the build prints
     * @throws InvalidInputException if the build fails
     * @throws InterruptedException if it was cancelled; the service then stops it
     */
    public String build(DockerfileBuild build, InputStream context, Consumer<String> log) throws InterruptedException {
        ImageItems items = new ImageItems(log);
        try {
            if (!build.secrets().isEmpty() && !isPodman()) {
                throw new InvalidInputException("buildSecrets cannot be given to Docker's service at " + host.address()
                        + ", which takes them from its own command line alone; name a Podman service in dockerHost");
            }
            transport.use(build.secrets());
            command(build, context).exec(items);
            items.await();
            return items.image();
        } catch (Items.ItemFailure e) {
            throw new InvalidInputException("dockerfile '" + build.dockerfile() + "' cannot be built: " + e.getMessage()
                    + "; the log above has the step that failed", e);
        } catch (RuntimeException e) {
            throw DockerFailures.of("building " + build.dockerfile(), host, e);
        }
    }

    /**
     * Fetches an image, unless it is there.
     *
     * @throws InvalidInputException if there is no such image or it may not be pulled
     */
    public void pull(String image, Optional<RegistryLogin> login, Consumer<String> log) throws InterruptedException {
        if (has(image)) {
            return;
        }
        Items<PullResponseItem> items = new Items<>(log);
        try {
            PullImageCmd command = client.pullImageCmd(image);
            login.ifPresent(given -> command.withAuthConfig(given.config()));
            command.exec(items);
            items.await();
        } catch (Items.ItemFailure | DockerException e) {
            // Podman tells of it in the middle of its answer; Docker answers with a status, 500 where a credential is missing.
            throw new InvalidInputException("image '" + image + "' cannot be pulled: " + DockerFailures.cause(e)
                    + "; check its name and the credential", e);
        } catch (RuntimeException e) {
            throw DockerFailures.of("pulling " + image, host, e);
        }
    }

    /** Whether the service has this image. */
    public boolean has(String image) {
        return ask("looking for " + image, () -> {
            try {
                client.inspectImageCmd(image).exec();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    /** Takes in an archive as {@code docker save} writes it, under the names that it has inside. */
    public void load(InputStream archive) {
        ask("loading an image", () -> client.loadImageCmd(archive).exec());
    }

    /** The image as {@code docker save} writes it; to be closed. */
    public InputStream save(String image) {
        return ask("exporting " + image, () -> client.saveImageCmd(image).exec());
    }

    /** Forgets an image or one of its names, if there is such a thing. */
    public void remove(String image) {
        ask("removing " + image, () -> {
            try {
                return client.removeImageCmd(image).withForce(true).exec();
            } catch (NotFoundException e) {
                return null;
            }
        });
    }

    /** Gives an image a name, and forgets the image that had it: what was built last stays, with what it can be built on. */
    public void replace(String image, String repository, String tag) {
        ask("naming " + image, () -> {
            String former = id(repository + ":" + tag);
            client.tagImageCmd(image, repository, tag).exec();
            if (!former.isEmpty() && !former.equals(id(image))) {
                forget(former);
            }
            return null;
        });
    }

    /**
     * Starts a container. Whoever gets it closes it, which removes it.
     *
     * @throws InvalidInputException if the image cannot be started so
     */
    public RunningContainer start(ContainerSpec spec) {
        CreateContainerResponse created = ask("creating a container of " + spec.image(), () -> create(spec).exec());
        RunningContainer container = new RunningContainer(this, created.getId());
        try {
            ask("starting a container of " + spec.image(), () -> client.startContainerCmd(created.getId()).exec());
            return container;
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new SurroundingsException("the connection to " + host.address() + " cannot be closed: " + e.getMessage(), e);
        }
    }

    DockerClient client() {
        return client;
    }

    <T> T ask(String what, Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw DockerFailures.of(what, host, e);
        }
    }

    private String id(String image) {
        try {
            return client.inspectImageCmd(image).exec().getId();
        } catch (NotFoundException e) {
            return "";
        }
    }

    /** An image that another one is built on, or that still runs, stays. */
    private void forget(String image) {
        try {
            client.removeImageCmd(image).exec();
        } catch (ConflictException | NotFoundException e) {
            return;
        }
    }

    private boolean isPodman() {
        return client.versionCmd().exec().getComponents().stream().anyMatch(part -> part.getName().startsWith("Podman"));
    }

    private BuildImageCmd command(DockerfileBuild build, InputStream context) {
        BuildImageCmd command = client.buildImageCmd(context)
                .withDockerfilePath(build.dockerfile())
                .withPlatform(build.platform())
                .withRemove(true)
                .withForcerm(true);
        if (!build.target().isEmpty()) {
            command.withTarget(build.target());
        }
        build.arguments().forEach(command::withBuildArg);
        if (!build.logins().isEmpty()) {
            AuthConfigurations logins = new AuthConfigurations();
            build.logins().forEach(login -> logins.addConfig(login.config()));
            command.withBuildAuthConfigs(logins);
        }
        return command;
    }

    private CreateContainerCmd create(ContainerSpec spec) {
        HostConfig settings = HostConfig.newHostConfig();
        String reachable = host.isLocal() ? "127.0.0.1" : "0.0.0.0";
        settings.withPortBindings(spec.ports().stream()
                .map(port -> new PortBinding(Ports.Binding.bindIp(reachable), ExposedPort.tcp(port)))
                .toList());
        if (spec.gpus() != 0) {
            settings.withDeviceRequests(
                    List.of(new DeviceRequest().withCount(spec.gpus()).withCapabilities(List.of(List.of("gpu")))));
        }
        CreateContainerCmd command = client.createContainerCmd(spec.image())
                .withHostConfig(settings)
                .withLabels(LABELS)
                .withExposedPorts(spec.ports().stream().map(ExposedPort::tcp).toList())
                .withEnv(spec.environment());
        return spec.command().isEmpty() ? command : command.withCmd(spec.command());
    }

    /** The items of a build, one of which tells the image's id. */
    private static final class ImageItems extends Items<BuildResponseItem> {
        private volatile String image = "";

        private ImageItems(Consumer<String> log) {
            super(log);
        }

        @Override
        public void onNext(BuildResponseItem item) {
            super.onNext(item);
            if (item.isBuildSuccessIndicated()) {
                image = item.getImageId();
            }
        }

        private String image() {
            if (image.isEmpty()) {
                throw new ItemFailure("the service ended the build without an image");
            }
            return image;
        }
    }
}
