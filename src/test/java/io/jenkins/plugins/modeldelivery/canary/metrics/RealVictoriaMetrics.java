package io.jenkins.plugins.modeldelivery.canary.metrics;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Debian's VictoriaMetrics with a user and a password, below the path of a cluster's {@code vmselect}, which scrapes one
 * target ten times a second. Whoever asks as Prometheus is asked sees nothing of the newest ten minutes (30 seconds where
 * nobody changes it), so that no test passes by waiting.
 */
public final class RealVictoriaMetrics implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/victoria-metrics");
    private static final String PATH = "/select/0/prometheus";

    private final Process process;
    private final int port;

    private RealVictoriaMetrics(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one that scrapes the proxy and knows the user of {@link RealPrometheus}; empty where it is not installed.
     *
     * @param target port of this machine whose /metrics is scraped
     * @param token bearer token of the target
     */
    public static Optional<RealVictoriaMetrics> start(Path folder, int target, String token) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println("Left out: metrics of a real VictoriaMetrics, since victoria-metrics is not installed");
            return Optional.empty();
        }
        Files.createDirectories(folder);
        Path configuration = Files.writeString(folder.resolve("scrape.yml"), """
                global: {scrape_interval: 100ms, scrape_timeout: 100ms}
                scrape_configs:
                  - job_name: proxy
                    authorization: {credentials: '%s'}
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(token, target));
        int port = RealPrometheus.freePort();
        Path log = folder.resolve("victoria-metrics.log");
        Process process = new ProcessBuilder(List.of(
                PROGRAM.toString(), "-promscrape.config=" + configuration, "-storageDataPath=" + folder.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port, "-http.pathPrefix=" + PATH, "-search.latencyOffset=10m",
                "-httpAuth.username=" + RealPrometheus.USER, "-httpAuth.password=" + RealPrometheus.PASSWORD))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        while (!RealPrometheus.listens(port)) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return Optional.of(new RealVictoriaMetrics(process, port));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port + PATH);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
