package io.jenkins.plugins.modeldelivery.canary.metrics;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's nginx over TLS in front of a Prometheus: it lets in who bears a token, as gateways of shared servers do. */
public final class BearerDoor implements AutoCloseable {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private final Process process;
    private final int port;

    private BearerDoor(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Opens one with the certificate of the Prometheus behind it; empty where nginx is not installed.
     *
     * @param folder of the Prometheus, where its certificate and key lie
     */
    public static Optional<BearerDoor> open(Path folder, RealPrometheus prometheus, String token) throws IOException {
        if (!Files.isExecutable(NGINX)) {
            return Optional.empty();
        }
        int port = RealPrometheus.freePort();
        String basic = Base64.getEncoder().encodeToString(
                (RealPrometheus.USER + ":" + RealPrometheus.PASSWORD).getBytes(StandardCharsets.UTF_8));
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  server {
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate cert.pem;
                    ssl_certificate_key key.pem;
                    location /team/ {
                      if ($http_authorization != "Bearer %s") { return 401; }
                      proxy_set_header Authorization "Basic %s";
                      proxy_ssl_verify off;
                      proxy_pass %s/;
                    }
                  }
                }
                """.formatted(port, token, basic, prometheus.address()));
        Path log = folder.resolve("nginx.log");
        Process process = new ProcessBuilder(NGINX.toString(), "-p", folder + "/", "-c", configuration.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        while (!RealPrometheus.listens(port)) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return Optional.of(new BearerDoor(process, port));
    }

    /** The Prometheus below a path, as it is shared. */
    public URI address() {
        return URI.create("https://127.0.0.1:" + port + "/team");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
