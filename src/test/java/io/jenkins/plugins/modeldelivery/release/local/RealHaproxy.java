package io.jenkins.plugins.modeldelivery.release.local;

import io.jenkins.plugins.modeldelivery.Program;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real HAProxy whose backend {@code fraud} has the servers stable, which gets everything, and canary. */
public final class RealHaproxy implements AutoCloseable {
    private final int front = freePort();
    private final int api = freePort();
    private final Path folder;
    private final Process process;

    private RealHaproxy(Path program, Path folder, int stable, int canary) throws IOException, InterruptedException {
        this.folder = folder;
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                  stats socket ipv4@127.0.0.1:%d level admin
                  stats socket %s level admin
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 10s
                  timeout server 10s
                frontend front
                  bind 127.0.0.1:%d
                  default_backend fraud
                backend fraud
                  balance roundrobin
                  server stable 127.0.0.1:%d weight 100
                  server canary 127.0.0.1:%d weight 0
                """.formatted(api, socket(), front, stable, canary));
        process = new ProcessBuilder(program.toString(), "-f", configuration.toString(), "-db")
                .redirectErrorStream(true).redirectOutput(folder.resolve("haproxy.log").toFile()).start();
        while (!answers()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Starts it before two servers on these ports; empty where it is not installed. */
    public static Optional<RealHaproxy> start(Path folder, int stable, int canary) throws IOException, InterruptedException {
        Optional<Path> program = Program.find("haproxy", "haproxy");
        return program.isPresent() ? Optional.of(new RealHaproxy(program.get(), folder, stable, canary)) : Optional.empty();
    }

    /** The port of its runtime API. */
    public int api() {
        return api;
    }

    /** The socket of its runtime API. */
    public Path socket() {
        return folder.resolve("Admin.sock");
    }

    /** The parameter {@code traffic} of a step. */
    public String traffic() {
        return "haproxy:" + place();
    }

    private String place() {
        return "127.0.0.1:" + api + "/fraud";
    }

    public HaproxyRouter router() {
        return new HaproxyRouter(place(), Destinations.unrestricted());
    }

    public ProxyLoad load(int clients) {
        return new ProxyLoad(URI.create("http://127.0.0.1:" + front + "/predict"), clients);
    }

    private boolean answers() throws IOException, InterruptedException {
        try {
            return router().read().hasStable();
        } catch (SurroundingsException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("haproxy.log")), e);
            }
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
