package io.jenkins.plugins.modeldelivery.docker;

import io.jenkins.plugins.modeldelivery.Program;
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

/** Debian's podman as a service on a socket, with storage of its own, so that nothing of this machine's is touched. */
public final class Podman implements AutoCloseable {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private final Path folder;
    private final Process process;

    private Podman(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts it, or says what is left out because it, or busybox for its containers, is not installed. */
    public static Optional<Podman> start(Path folder) throws IOException, InterruptedException {
        Optional<Path> podman = Program.find("podman", "podman");
        Optional<Path> runc = Program.find("runc", "runc");
        Optional<Path> bridge = Program.find("iptables", "iptables containernetworking-plugins");
        Optional<Path> busybox = Program.find("busybox", "busybox-static");
        if (podman.isEmpty() || runc.isEmpty() || busybox.isEmpty() || bridge.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        // crun refuses machines with both versions of cgroups; a build needs no network of its own.
        Files.writeString(folder.resolve("containers.conf"), """
                [containers]
                netns = "host"
                default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
                [engine]
                runtime = "runc"
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                """);
        Files.writeString(folder.resolve("registries.conf"), "[[registry]]\nlocation = \"127.0.0.1\"\ninsecure = true\n");
        Files.writeString(folder.resolve("storage.conf"), """
                [storage]
                driver = "vfs"
                graphroot = "%1$s/graph"
                runroot = "%1$s/run"
                """.formatted(folder));
        Path socket = folder.resolve("podman.sock");
        Process process = command(folder, podman.get().toString(), "system", "service", "-t", "0", "unix://" + socket)
                .redirectOutput(folder.resolve("podman.log").toFile())
                .start();
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!Files.exists(socket) && process.isAlive() && Instant.now().isBefore(end)) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        if (!Files.exists(socket)) {
            throw new IOException("podman did not start: " + Files.readString(folder.resolve("podman.log")));
        }
        return Optional.of(new Podman(folder, process));
    }

    /** The address of its socket. */
    public String host() {
        return "unix://" + folder.resolve("podman.sock");
    }

    /** Runs the podman command on the same storage; returns what it printed. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of(arguments));
        Process run = command(folder, command.toArray(String[]::new)).start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (run.waitFor() != 0) {
            throw new IOException("podman " + List.of(arguments) + ": " + output);
        }
        return output;
    }

    /** A program that brings a shell and a web server to containers that have nothing else. */
    public static byte[] busybox() throws IOException {
        return Files.readAllBytes(BUSYBOX);
    }

    private static ProcessBuilder command(Path folder, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
        builder.environment().put("CONTAINERS_REGISTRIES_CONF", folder.resolve("registries.conf").toString());
        builder.environment().put("CONTAINERS_STORAGE_CONF", folder.resolve("storage.conf").toString());
        return builder;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("rm", "--all", "--force", "--time", "0");
        process.destroy();
        process.onExit().join();
    }
}
