package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a Docker or Podman service listens.
 *
 * @param address {@code unix:///path} or {@code tcp://host:port}
 * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for TLS; null without
 */
public record DockerHost(URI address, Path certificates) {
    private static final List<Path> SOCKETS = List.of(Path.of("/var/run/docker.sock"), Path.of("/run/podman/podman.sock"));

    /**
     * The service that a step names, else that of the Docker command line: DOCKER_HOST with DOCKER_TLS_VERIFY and
     * DOCKER_CERT_PATH, else the usual socket of Docker or of Podman.
     *
     * @param given the parameter {@code dockerHost}; empty when not given
     * @throws InvalidInputException if the address is of a kind that cannot be used
     */
    public static DockerHost of(String given, Map<String, String> environment) {
        String text = given.isEmpty() ? environment.getOrDefault("DOCKER_HOST", "") : given;
        URI address = text.isEmpty() ? usual() : parse(text);
        boolean secured = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        if (address.getScheme().equals("unix") || !secured) {
            return new DockerHost(address, null);
        }
        String folder = environment.getOrDefault("DOCKER_CERT_PATH", "");
        return new DockerHost(address, folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(folder));
    }

    /** The host on which published ports are reached. */
    public String reachedAt() {
        return isLocal() ? "127.0.0.1" : address.getHost();
    }

    /** Whether the service runs on this machine, so that ports need not be open to others. */
    boolean isLocal() {
        return address.getScheme().equals("unix") || List.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
    }

    DockerClientConfig config() {
        DefaultDockerClientConfig.Builder builder = new DefaultDockerClientConfig.Builder().withDockerHost(address.toString());
        if (certificates != null) {
            builder.withDockerTlsVerify(true).withDockerCertPath(certificates.toString());
        }
        return builder.build();
    }

    private static URI usual() {
        return URI.create("unix://" + SOCKETS.stream().filter(Files::exists).findFirst().orElse(SOCKETS.get(0)));
    }

    private static URI parse(String text) {
        try {
            URI address = URI.create(text);
            boolean socket = "unix".equals(address.getScheme()) && address.getPath() != null && address.getPath().startsWith("/");
            boolean network = "tcp".equals(address.getScheme()) && address.getHost() != null && address.getPort() > 0;
            if (socket || network) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw refused(text, e);
        }
        throw refused(text, null);
    }

    private static InvalidInputException refused(String text, Exception cause) {
        return new InvalidInputException("dockerHost '" + Excerpt.of(text)
                + "' is no address of a service; write unix:///var/run/docker.sock or tcp://host:2376", cause);
    }
}
