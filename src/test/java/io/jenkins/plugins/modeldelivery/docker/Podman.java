package io.jenkins.plugins.modeldelivery.docker;

import io.jenkins.plugins.modeldelivery.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Debian's podman. */
final class Podman extends ContainerEngine {
    private final Path program;
    private final Path folder;

    private Podman(Path program, Path folder, Process service) {
        super(service);
        this.program = program;
        this.folder = folder;
    }

    static Optional<ContainerEngine> serve(Path folder) throws IOException, InterruptedException {
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
        ProcessBuilder command = command(podman.get(), folder, "system", "service", "-t", "0", address(folder));
        Process process = serve(command, folder.resolve("podman.sock"), folder.resolve("podman.log"));
        return Optional.of(new Podman(podman.get(), folder, process));
    }

    private static String address(Path folder) {
        return "unix://" + folder.resolve("podman.sock");
    }

    @Override
    public String host() {
        return address(folder);
    }

    @Override
    public boolean takesSecrets() {
        return true;
    }

    @Override
    public void pull(String image) throws IOException, InterruptedException {
        run("pull", "--tls-verify=false", image);
    }

    @Override
    public void push(String image, String user, String password) throws IOException, InterruptedException {
        run("push", "--creds", user + ":" + password, image);
    }

    @Override
    public void build(String name, Path context) throws IOException, InterruptedException {
        run("build", "--isolation", "chroot", "--tag", name, context.toString());
    }

    @Override
    ProcessBuilder command(String... arguments) {
        return command(program, folder, arguments);
    }

    private static ProcessBuilder command(Path program, Path folder, String... arguments) {
        ProcessBuilder builder = program(program, List.of(), arguments);
        builder.environment().put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
        builder.environment().put("CONTAINERS_REGISTRIES_CONF", folder.resolve("registries.conf").toString());
        builder.environment().put("CONTAINERS_STORAGE_CONF", folder.resolve("storage.conf").toString());
        return builder;
    }
}
