package io.jenkins.plugins.modeldelivery.image;

import io.jenkins.plugins.modeldelivery.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry on loopback, with a fresh folder. */
public final class DockerRegistry implements AutoCloseable {
    private final Process process;
    private final int port;

    private DockerRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, or says what is left out because it is not installed. */
    public static Optional<DockerRegistry> start(Path folder) throws IOException, InterruptedException {
        return start(folder, "", "");
    }

    /** The same, with more settings: of its http server, and at the top. */
    public static Optional<DockerRegistry> start(Path folder, String http, String top) throws IOException, InterruptedException {
        Optional<Path> program = Program.find("docker-registry", "docker-registry");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        Files.createDirectories(folder);
        Path settings = folder.resolve("registry.yml");
        Files.writeString(settings, """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: 127.0.0.1:%d, secret: tests%s}
                %s
                """.formatted(folder.resolve("data"), port, http, top));
        Process process = new ProcessBuilder(program.get().toString(), "serve", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        DockerRegistry registry = new DockerRegistry(process, port);
        registry.awaitPort();
        return Optional.of(registry);
    }

    /** The registry's host and port. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException, IOException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(end)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("docker-registry did not start");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
