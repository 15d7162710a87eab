package io.jenkins.plugins.modeldelivery.canary.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's Prometheus over TLS with a user and a password, which scrapes one target ten times a second. */
public final class RealPrometheus implements AutoCloseable {
    /** The user's name, and the password whose hash the server knows. */
    public static final String USER = "ada";
    public static final String PASSWORD = "a password";
    private static final String HASH = "$2b$04$g1V6IH/dUikykUKbS5lH9umsE/IQa/AEf8MPaEvTaQq9lo41VA8PS";

    private final Process process;
    private final int port;
    private final Path certificate;

    private RealPrometheus(Process process, int port, Path certificate) {
        this.process = process;
        this.port = port;
        this.certificate = certificate;
    }

    /**
     * Starts one that scrapes the proxy; empty where it, or openssl, is not installed.
     *
     * @param target port of this machine whose /metrics is scraped
     * @param token bearer token of the target
     */
    public static Optional<RealPrometheus> start(Path folder, int target, String token) throws IOException, InterruptedException {
        return start(folder, """
                  - job_name: proxy
                    authorization: {credentials: '%s'}
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(token, target));
    }

    /**
     * Starts one; empty where it, or openssl, is not installed.
     *
     * @param scrapes items of scrape_configs
     */
    public static Optional<RealPrometheus> start(Path folder, String scrapes) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/prometheus")) || !Files.isExecutable(Path.of("/usr/bin/openssl"))) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        Path certificate = folder.resolve("cert.pem");
        Process openssl = new ProcessBuilder(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder.resolve("key.pem").toString(),
                "-out", certificate.toString()).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes());
        if (openssl.waitFor() != 0) {
            throw new IOException(said);
        }
        Path web = Files.writeString(folder.resolve("web.yml"), """
                tls_server_config: {cert_file: cert.pem, key_file: key.pem}
                basic_auth_users: {%s: '%s'}
                """.formatted(USER, HASH));
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 100ms, scrape_timeout: 100ms}
                scrape_configs:
                %s""".formatted(scrapes));
        int port = freePort();
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(List.of(
                "prometheus", "--config.file=" + configuration, "--web.config.file=" + web,
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        while (!Files.readString(log).contains("Server is ready to receive web requests")) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return Optional.of(new RealPrometheus(process, port, certificate));
    }

    public URI address() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** Its certificate as PEM. */
    public String authority() throws IOException {
        return Files.readString(certificate);
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
