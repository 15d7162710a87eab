package io.jenkins.plugins.modeldelivery.prometheus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Prometheus that scrapes one target each second, and a real Alertmanager that hears of its alerts. */
public final class AlertingStack implements AutoCloseable {
    /** Fires two seconds after more than a tenth of the proxy's requests have begun to fail. */
    private static final String RULES = """
            groups:
              - name: model
                interval: 1s
                rules:
                  - alert: HighErrorRate
                    expr: sum(rate(model_delivery_errors_total[5s])) / sum(rate(model_delivery_requests_total[5s])) > 0.1
                    for: 2s
                    labels: {model: fraud, severity: page}
            """;

    private final Path folder;
    private final int prometheusPort = freePort();
    private final int alertmanagerPort = freePort();
    private final List<Process> processes = new ArrayList<>();

    private AlertingStack(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * Starts both; empty where they are not installed.
     *
     * @param target port of this machine whose /metrics is scraped
     * @param token bearer token of the target
     * @param webhook where Alertmanager delivers; null for nowhere
     * @param secret bearer token of the webhook
     */
    public static Optional<AlertingStack> start(Path folder, int target, String token, URI webhook, String secret)
            throws IOException, InterruptedException {
        if (!isInstalled("prometheus") || !isInstalled("prometheus-alertmanager")) {
            return Optional.empty();
        }
        AlertingStack stack = new AlertingStack(folder);
        stack.startAlertmanager(webhook, secret);
        stack.startPrometheus(target, token);
        return Optional.of(stack);
    }

    public URI prometheus() {
        return URI.create("http://127.0.0.1:" + prometheusPort);
    }

    public URI alertmanager() {
        return URI.create("http://127.0.0.1:" + alertmanagerPort);
    }

    /** Silences all alerts that have this label. */
    public void silence(String label, String value) throws IOException, InterruptedException {
        Instant now = Instant.now();
        post("/api/v2/silences", """
                {"matchers": [{"name": "%s", "value": "%s", "isRegex": false}], "startsAt": "%s", "endsAt": "%s",
                 "createdBy": "test", "comment": "known"}
                """.formatted(label, value, now, now.plusSeconds(3600)));
    }

    /** Tells Alertmanager of an alert of severity page, as a Prometheus would. */
    public void alert(String name, String model, Instant startsAt) throws IOException, InterruptedException {
        alert(name, model, startsAt, startsAt.plusSeconds(7200));
    }

    /** Tells it that an alert has ended. */
    public void resolve(String name, String model, Instant startsAt) throws IOException, InterruptedException {
        alert(name, model, startsAt, Instant.now());
    }

    private void alert(String name, String model, Instant startsAt, Instant endsAt) throws IOException, InterruptedException {
        post("/api/v2/alerts", """
                [{"labels": {"alertname": "%s", "model": "%s", "severity": "page"}, "startsAt": "%s", "endsAt": "%s"}]
                """.formatted(name, model, startsAt, endsAt));
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(alertmanager().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.body());
        }
    }

    /** What one of the two programs wrote to its log. */
    public String said(String program) throws IOException {
        return Files.readString(folder.resolve(program + ".log"));
    }

    /** What Prometheus says of its alerts. */
    public String alerts() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(prometheus().resolve("/api/v1/alerts")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void startAlertmanager(URI webhook, String secret) throws IOException, InterruptedException {
        String receiver = webhook == null ? "" : """
                    webhook_configs:
                      - url: %s
                        http_config: {authorization: {credentials: %s}}
                """.formatted(webhook, secret);
        Path configuration = write("alertmanager.yml", """
                route: {receiver: jenkins, group_by: [alertname], group_wait: 200ms, group_interval: 1s, repeat_interval: 5s}
                inhibit_rules: [{source_matchers: ['alertname="ClusterDown"'], target_matchers: ['alertname!="ClusterDown"']}]
                receivers:
                  - name: jenkins
                """ + receiver);
        start(alertmanager(), "prometheus-alertmanager", "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("alertmanager"), "--web.listen-address=127.0.0.1:" + alertmanagerPort,
                "--cluster.listen-address=");
    }

    private void startPrometheus(int target, String token) throws IOException, InterruptedException {
        Path rules = write("rules.yml", RULES);
        Path configuration = write("prometheus.yml", """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                alerting:
                  alertmanagers:
                    - static_configs: [{targets: ['127.0.0.1:%d']}]
                scrape_configs:
                  - job_name: proxy
                    authorization: {credentials: '%s'}
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(rules, alertmanagerPort, token, target));
        start(prometheus(), "prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("prometheus"), "--web.listen-address=127.0.0.1:" + prometheusPort);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void start(URI address, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile())
                .start();
        processes.add(process);
        HttpRequest ready = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
        while (!answers(ready)) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(folder.resolve(command[0] + ".log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static boolean answers(HttpRequest request) throws InterruptedException {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isInstalled(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program)) || Files.isExecutable(Path.of("/usr/local/bin", program));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends what was started here, and no other process. */
    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
