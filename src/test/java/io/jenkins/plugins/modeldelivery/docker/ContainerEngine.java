package io.jenkins.plugins.modeldelivery.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real container service on a socket, with storage of its own, so that nothing of this machine's is touched: Debian's podman,
 * or Debian's docker.io where the tests are run with {@code -Dengine=docker}.
 */
public abstract class ContainerEngine implements AutoCloseable {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process service;

    ContainerEngine(Process service) {
        this.service = service;
    }

    /** Starts it, or says what is left out because something for it is not installed. */
    public static Optional<ContainerEngine> start(Path folder) throws IOException, InterruptedException {
        return System.getProperty("engine", "podman").equals("docker") ? Docker.serve(folder) : Podman.serve(folder);
    }

    /** The address of its socket. */
    public abstract String host();

    /** Whether builds can be given secrets. */
    public abstract boolean takesSecrets();

    /** Fetches an image from a registry on this machine, with or without TLS. */
    public abstract void pull(String image) throws IOException, InterruptedException;

    /** Sends an image to a registry on this machine. */
    public abstract void push(String image, String user, String password) throws IOException, InterruptedException;

    /** Builds the folder's Dockerfile under a name. */
    public abstract void build(String name, Path folder) throws IOException, InterruptedException;

    /** Runs its command line on the same storage; returns what that printed. */
    public String run(String... arguments) throws IOException, InterruptedException {
        Process run = command(arguments).redirectErrorStream(true).start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (run.waitFor() != 0) {
            throw new IOException(List.of(arguments) + ": " + output);
        }
        return output;
    }

    /** A program that brings a shell and a web server to containers that have nothing else. */
    public static byte[] busybox() throws IOException {
        return Files.readAllBytes(BUSYBOX);
    }

    /** Its command line with these arguments. */
    abstract ProcessBuilder command(String... arguments);

    static ProcessBuilder program(Path program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Starts a service and waits for its socket. */
    static Process serve(ProcessBuilder command, Path socket, Path log) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(socket) && process.isAlive() && Instant.now().isBefore(end)) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        if (!Files.exists(socket)) {
            process.destroy();
            throw new IOException("the service did not start: " + Files.readString(log));
        }
        return process;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        String left = run("ps", "--all", "--quiet").strip();
        for (String container : left.isEmpty() ? new String[0] : left.split("\\s+")) {
            run("rm", "--force", container);
        }
        service.destroy();
        service.onExit().join();
    }
}
