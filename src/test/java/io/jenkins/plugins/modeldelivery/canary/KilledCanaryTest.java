package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.local.ProxiedVersions;
import io.jenkins.plugins.modeldelivery.release.local.ProxyLoad;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that drives a canary is killed as {@code kill -9} does at each write to the router: once before the router has
 * heard of it, once after it was carried out and before the process learns of it. The next process goes on, under load.
 */
@Timeout(120)
class KilledCanaryTest {
    private static final int SIGKILLED = 128 + 9;
    private static final Pattern SHARE = Pattern.compile("\"canary\":(\\d+)");

    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ProxiedVersions versions;
    private HttpServer front;
    private volatile Process driver;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        versions = new ProxiedVersions();
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/", this::pass);
        front.start();
    }

    @AfterEach
    void stop() {
        driver.destroyForcibly();
        front.stop(0);
        versions.close();
    }

    @Test
    void whoeverIsKilledAtAWriteGoesOnAndNoRequestIsLost() throws Exception {
        List<Integer> shares = new ArrayList<>();
        ProxyLoad load = load();
        CanaryState end = live(shares);
        load.close();

        assertThat(end.outcome()).as(Files.readString(folder.resolve("log"))).isEqualTo(Outcome.PROMOTED);
        assertThat(deaths).containsExactly(
                "before PUT /weights 25", "after PUT /weights 25", "before PUT /weights 100", "after PUT /weights 100",
                "before POST /promote", "after POST /promote");
        assertThat(shares).as("the router's share after each death").containsExactly(0, 25, 25, 100, 100, 0);
        assertThat(weights()).containsEntry("stable", versions.canary.address().toString());
        assertThat(load.good.get()).isEqualTo(load.sent.get()).isPositive();
        assertThat(outcomes()).containsExactly(Release.Outcome.FOUND, Release.Outcome.PROMOTED);
    }

    @Test
    void whoeverIsKilledWhileGoingBackLeavesNothingHalfShifted() throws Exception {
        versions.canary.errorShare = 0.9;
        List<Integer> shares = new ArrayList<>();
        ProxyLoad load = load();
        CanaryState end = live(shares);
        load.close();

        assertThat(end.outcome()).as(Files.readString(folder.resolve("log"))).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(deaths).containsExactly(
                "before PUT /weights 25", "after PUT /weights 25", "before PUT /weights 0", "after PUT /weights 0");
        assertThat(shares).containsExactly(0, 25, 25, 0);
        assertThat(weights()).containsEntry("stable", versions.stable.address().toString());
        assertThat(load.answered.get()).isEqualTo(load.sent.get());
        assertThat(outcomes()).containsExactly(Release.Outcome.FOUND, Release.Outcome.ROLLED_BACK);
    }

    /** Starts one process after the other until one comes to the end. */
    private CanaryState live(List<Integer> shares) throws Exception {
        CanaryProcess canaryProcess = new CanaryProcess(
                folder,
                Map.of(
                        "workload", "local/fraud", "traffic", "local:http://127.0.0.1:" + front.getAddress().getPort(),
                        "credentialsId", "secret", "steps", List.of(25, 100), "minRequests", 100, "interval", "100ms"),
                ProxiedVersions.TOKEN.secret());
        driver = canaryProcess.start();
        while (driver.waitFor() == SIGKILLED) {
            shares.add(((Number) weights().get("canaryPercent")).intValue());
            driver = canaryProcess.start();
        }
        return canaryProcess.state();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String write = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + share(body);
        boolean writes = !exchange.getRequestMethod().equals("GET");
        if (writes && dies("before " + write)) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(admin(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (writes && dies("after " + write)) {
                return;
            }
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
            exchange.close();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean dies(String moment) {
        if (deaths.contains(moment)) {
            return false;
        }
        deaths.add(moment);
        driver.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        return true;
    }

    private Map<String, Object> weights() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(admin("/weights"))
                .header("Authorization", "Bearer " + ProxiedVersions.TOKEN.secret())
                .build();
        return ReportJson.read(client.send(request, BodyHandlers.ofString()).body(), "weights");
    }

    private URI admin(String path) {
        return URI.create(versions.admin() + path);
    }

    /** The share that a body orders; the empty string for one that orders none. */
    private static String share(byte[] body) {
        Matcher share = SHARE.matcher(new String(body, StandardCharsets.UTF_8));
        return share.find() ? " " + share.group(1) : "";
    }

    private List<Release.Outcome> outcomes() {
        return Place.local(Workload.parse("local/fraud")).ledger(folder.resolve("model-delivery")).releases().stream()
                .map(Release::outcome).toList();
    }

    private ProxyLoad load() {
        return versions.load(2);
    }
}
