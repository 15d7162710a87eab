package io.jenkins.plugins.modeldelivery.release.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.prometheus.Exposition;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the canary gets beside shares of everything: marked requests, and copies. */
@Timeout(30)
class SelectionTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private ProxiedVersions versions;

    private void start(String stableName, String canaryName) throws IOException {
        versions = new ProxiedVersions(stableName, canaryName);
    }

    @AfterEach
    void stop() {
        versions.close();
    }

    @Test
    void onlyMarkedRequestsReachADarkLaunch() throws Exception {
        start("stable", "canary");
        router(Strategy.DARK_LAUNCH, "", "beta=yes").shift(100);

        assertThat(get("Cookie", "theme=dark; beta=yes")).startsWith("canary");
        assertThat(get("Cookie", "beta=no")).startsWith("stable");
        assertThat(get("X-Other", "beta=yes")).startsWith("stable");

        router(Strategy.DARK_LAUNCH, "X-Canary=always", "").shift(100);
        assertThat(get("x-canary", "always")).startsWith("canary");
        assertThat(get("X-Canary", "never")).startsWith("stable");

        router(Strategy.DARK_LAUNCH, "X-Canary=always", "").shift(0);
        assertThat(get("X-Canary", "always")).startsWith("stable");
    }

    @Test
    void marksComeOnTopOfACanarysShare() throws Exception {
        start("stable", "canary");
        router(Strategy.CANARY, "X-Canary=always", "").shift(1);
        for (int i = 0; i < 20; i++) {
            assertThat(get("X-Canary", "always")).startsWith("canary");
        }
    }

    @Test
    void aShadowGetsCopiesWhoseAnswersNobodyGets() throws Exception {
        start("stable", "canary");
        LocalRouter router = router(Strategy.SHADOW, "", "");
        assertThat(router.shift(100).canaryPercent()).isEqualTo(100);
        for (int i = 0; i < 20; i++) {
            assertThat(get("X-A", "b")).startsWith("stable");
        }
        await(router, "model_delivery_disagreement_count", 20);
        assertThat(metric(router, "model_delivery_disagreement_sum")).isEqualTo(20);
        assertThat(metric(router, "model_delivery_requests_total")).isEqualTo(20);
        assertThat(versions.canary.answered.get()).isEqualTo(20);

        versions.canary.errorShare = 1;
        assertThat(get("X-A", "b")).startsWith("stable");
        await(router, "model_delivery_errors_total", 1);
        assertThat(metric(router, "model_delivery_disagreement_count")).isEqualTo(20);
    }

    @Test
    void aShadowThatIsGoneCostsNobodyAnAnswer() throws Exception {
        start("same", "same");
        LocalRouter router = router(Strategy.SHADOW, "", "");
        router.shift(100);
        get("X-A", "b");
        await(router, "model_delivery_disagreement_count", 1);
        assertThat(metric(router, "model_delivery_disagreement_sum")).isZero();
        versions.canary.close();
        assertThat(get("X-A", "b")).startsWith("same");
        await(router, "model_delivery_errors_total", 1);
    }

    private LocalRouter router(Strategy strategy, String header, String cookie) {
        Selection selection = Selection.of(Traffic.of(versions.traffic(), strategy, header, cookie));
        return new LocalRouter(
                versions.admin(), ProxiedVersions.TOKEN, new Requester(Outbound.of(Map.of()), Retries.NONE), selection);
    }

    private String get(String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(versions.front())
                .header(header, value)
                .POST(BodyPublishers.ofString("[1,2,3]"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Copies are answered when nobody waits any more. */
    private static void await(LocalRouter router, String name, double value) throws InterruptedException {
        while (metric(router, name) < value) {
            Thread.yield();
        }
    }

    private static double metric(LocalRouter router, String name) throws InterruptedException {
        return Exposition.parse("test", router.metrics()).stream()
                .filter(sample -> sample.name().equals(name) && sample.labels().get(ProxyMetrics.ARM).equals("canary"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
