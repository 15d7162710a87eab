package io.jenkins.plugins.modeldelivery.docker;

import io.jenkins.plugins.modeldelivery.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Debian's dockerd. Ports are published by its own proxy, so that the machine's firewall is left alone. */
final class Docker extends ContainerEngine {
    private final Path program;
    private final Path folder;

    private Docker(Path program, Path folder, Process service) {
        super(service);
        this.program = program;
        this.folder = folder;
    }

    static Optional<ContainerEngine> serve(Path folder) throws IOException, InterruptedException {
        Optional<Path> service = Program.find("dockerd", "docker.io");
        Optional<Path> program = Program.find("docker", "docker.io");
        Optional<Path> busybox = Program.find("busybox", "busybox-static");
        if (service.isEmpty() || program.isEmpty() || busybox.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        ProcessBuilder command = program(service.get(), List.of(),
                "--host", address(folder), "--data-root", folder.resolve("data").toString(),
                "--exec-root", folder.resolve("exec").toString(), "--pidfile", folder.resolve("pid").toString(),
                "--storage-driver", "vfs", "--iptables=false", "--ip6tables=false", "--default-ulimit", "nofile=20000:20000");
        Process process = serve(command, folder.resolve("docker.sock"), folder.resolve("docker.log"));
        return Optional.of(new Docker(program.get(), folder, process));
    }

    private static String address(Path folder) {
        return "unix://" + folder.resolve("docker.sock");
    }

    @Override
    public String host() {
        return address(folder);
    }

    @Override
    public boolean takesSecrets() {
        return false;
    }

    @Override
    public void pull(String image) throws IOException, InterruptedException {
        run("pull", "--quiet", image);
    }

    @Override
    public void push(String image, String user, String password) throws IOException, InterruptedException {
        String registry = image.substring(0, image.indexOf('/'));
        run("login", "--username", user, "--password", password, registry);
        run("push", image);
        run("logout", registry);
    }

    @Override
    public void build(String name, Path context) throws IOException, InterruptedException {
        run("build", "--tag", name, context.toString());
    }

    @Override
    ProcessBuilder command(String... arguments) {
        ProcessBuilder builder = program(program, List.of("--host", host()), arguments);
        builder.environment().put("DOCKER_CONFIG", folder.resolve("config").toString());
        builder.environment().put("DOCKER_BUILDKIT", "0");
        return builder;
    }
}
