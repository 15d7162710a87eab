package io.jenkins.plugins.modeldelivery.release.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.prometheus.Sample;
import io.jenkins.plugins.modeldelivery.release.Route;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WeightedProxyTest {
    private static final String TOKEN = "a token of the test";

    private final HttpClient client = HttpClient.newHttpClient();
    private SmallServer stable;
    private SmallServer canary;
    private WeightedProxy proxy;
    private LocalRouter router;

    @BeforeEach
    void start() throws IOException {
        stable = new SmallServer("stable");
        canary = new SmallServer("canary");
        begin(new Backends(stable.address(), canary.address()));
    }

    @AfterEach
    void stop() {
        proxy.close();
        stable.close();
        canary.close();
    }

    @Test
    void theCanaryGetsNothingUntilItIsGivenSomething() throws Exception {
        assertThat(router.read()).isEqualTo(new Route(text(stable), text(canary), 0));
        for (int i = 0; i < 50; i++) {
            assertThat(get("/x?a=b%20c").body()).isEqualTo("stable /x?a=b%20c 0");
        }
    }

    @Test
    void trafficIsSharedByWeightAndCountedByArm() throws Exception {
        assertThat(router.shift(30).canaryPercent()).isEqualTo(30);
        for (int i = 0; i < 400; i++) {
            get("/");
        }
        // Five standard deviations of a binomial count around 120.
        assertThat(canary.answered.get()).isBetween(74L, 166L);
        Map<String, Double> counted = counted();
        assertThat(counted).containsEntry("canary requests", (double) canary.answered.get());
        assertThat(counted).containsEntry("stable requests", (double) stable.answered.get());
        assertThat(counted).containsEntry("canary +Inf", (double) canary.answered.get());
        assertThat(counted).containsEntry("canary errors", 0.0);
    }

    @Test
    void noRequestIsLostWhileWeightsShiftAndTheCanaryIsPromoted() throws Exception {
        ProxyLoad load = new ProxyLoad(address("/predict"), 4);
        for (int share : new int[] {5, 50, 100, 0, 25, 100, 0, 50}) {
            router.shift(share);
            awaitMore(load, 50);
        }
        router.promote(text(canary));
        awaitMore(load, 50);
        load.close();

        assertThat(load.good.get()).isEqualTo(load.sent.get()).isGreaterThan(400);
        assertThat(stable.answered.get() + canary.answered.get()).isEqualTo(load.sent.get());
    }

    @Test
    void statusHeadersAndBodiesPassAsTheyAre() throws Exception {
        stable.errorShare = 1;
        HttpResponse<String> failed = send(request("/p").POST(BodyPublishers.ofByteArray(new byte[300_000])).build());
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("stable /p 300000");
        assertThat(failed.headers().firstValue("X-Server")).contains("stable");
        assertThat(failed.headers().firstValue("X-Via")).contains("1.1 model-delivery");
        assertThat(counted()).containsEntry("stable errors", 1.0);

        stable.errorShare = 0;
        HttpRequest chunked =
                request("/c").PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[70_000]))).build();
        assertThat(send(chunked).body()).isEqualTo("stable /c 70000");
        HttpRequest head = request("/h").method("HEAD", BodyPublishers.noBody()).build();
        assertThat(send(head).statusCode()).isEqualTo(200);
    }

    @Test
    void aCanaryThatIsGoneCostsNobodyAnAnswer() throws Exception {
        canary.close();
        router.shift(100);

        assertThat(get("/").body()).startsWith("stable");
        awaitCounted("stable requests");
        assertThat(counted()).containsEntry("canary errors", 1.0).containsEntry("stable requests", 1.0);
    }

    @Test
    void aStableThatIsGoneIsTold() throws Exception {
        stable.close();
        assertThat(get("/").statusCode()).isEqualTo(502);
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        assertThatThrownBy(() -> get("/broken")).isInstanceOf(IOException.class);
        awaitCounted("stable errors");
    }

    /** The counter moves once the proxy has seen the end, which the client may see before it. */
    private void awaitCounted(String what) throws InterruptedException {
        while (!counted().get(what).equals(1.0)) {
            Thread.yield();
        }
    }

    @Test
    void aPromotionIsRepeatableAndTakesOnlyTheCanaryThatItNames() throws Exception {
        assertThatThrownBy(() -> router.promote("http://127.0.0.1:1")).isInstanceOf(SurroundingsException.class);
        router.promote(text(canary));
        assertThat(router.promote(text(canary))).isEqualTo(new Route(text(canary), "", 0));
        assertThatThrownBy(() -> router.shift(5)).isInstanceOf(SurroundingsException.class).hasMessageContaining("409");
        assertThat(get("/").body()).startsWith("canary");
    }

    @Test
    void beforeAFirstReleaseNobodyAnswers() throws Exception {
        proxy.close();
        begin(new Backends(null, canary.address()));
        assertThat(get("/").statusCode()).isEqualTo(503);
        router.shift(100);
        assertThat(get("/").body()).startsWith("canary");
    }

    @Test
    void withoutTheTokenNothingIsToldOrDone() throws Exception {
        for (String path : new String[] {"/weights", "/metrics", "/nothing"}) {
            HttpRequest request = HttpRequest.newBuilder(admin().resolve(path)).build();
            assertThat(send(request).statusCode()).isEqualTo(401);
        }
        assertThatThrownBy(() -> router("a wrong token").read())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("refuses the token")
                .hasMessageNotContaining("a wrong token");
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        for (String body : new String[] {"", "{}", "{\"canary\":101}", "{\"canary\":-1}", "{\"canary\":\"5\"}", "[5]"}) {
            HttpRequest request = HttpRequest.newBuilder(admin().resolve("/weights"))
                    .header("Authorization", "Bearer " + TOKEN)
                    .PUT(BodyPublishers.ofString(body))
                    .build();
            assertThat(send(request).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(router.read().canaryPercent()).isZero();
    }

    private void begin(Backends backends) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        proxy = WeightedProxy.start(any, any, backends, TOKEN);
        router = router(TOKEN);
    }

    private LocalRouter router(String token) {
        return new LocalRouter(admin(), new Credential("", token), new Requester(Outbound.of(Map.of()), Retries.NONE));
    }

    private static void awaitMore(ProxyLoad load, int count) {
        long enough = load.answered.get() + count;
        while (load.answered.get() < enough) {
            Thread.yield();
        }
    }

    private Map<String, Double> counted() throws InterruptedException {
        Map<String, Double> counted = new HashMap<>();
        for (Sample sample : Exposition.parse("test", router.metrics())) {
            String what = switch (sample.name()) {
                case ProxyMetrics.REQUESTS -> "requests";
                case ProxyMetrics.ERRORS -> "errors";
                default -> sample.labels().getOrDefault("le", "");
            };
            counted.put(sample.labels().get("arm") + " " + what, sample.value());
        }
        return counted;
    }

    private URI admin() {
        return URI.create("http://127.0.0.1:" + proxy.adminAddress().getPort());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + proxy.listenAddress().getPort() + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static String text(SmallServer server) {
        return server.address().toString();
    }
}
