package io.jenkins.plugins.modeldelivery.jenkins.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hudson.model.FreeStyleBuild;
import hudson.model.UnprotectedRootAction;
import hudson.security.ACL;
import hudson.security.csrf.CrumbExclusion;
import hudson.util.Secret;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.store.StoreFolder;
import io.jenkins.plugins.modeldelivery.jenkins.webhook.WebhookConfiguration;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.prometheus.DamagedDelivery;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.HttpResponses;

/** A thousand watches in one controller, how soon one of them acts, and how many deliveries it takes. `make bench` runs it. */
@Tag("soak")
@WithJenkins
final class ManyWatchesTest {
    private static final int WATCHES = 1000;
    private static final int ALERTS = 200;
    private static final int SENDERS = 8;
    private static final String SECRET = "the secret";

    private JenkinsRule jenkins;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        ModelDeliveryConfiguration.get().setDestinations(List.of("127.0.0.1"));
        store("alerts", SECRET);
        WebhookConfiguration.get().setCredentialsIds(List.of("alerts"));
    }

    private static void store(String id, String secret) {
        SystemCredentialsProvider.getInstance().getCredentials().add(
                new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret)));
    }

    @Test
    void anAlertThatIsStoredIsActedOnWithinASecond() throws Exception {
        try (Proxies proxies = new Proxies()) {
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("many"));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < WATCHES; i++) {
                store("proxy-" + i, "token-" + i);
                ids.add(begin(build, i, proxies.address()));
            }
            Waiting.until("all watch", () -> ids.stream().allMatch(id -> status(id).equals("watching")));

            double[] single = new double[ALERTS];
            for (int i = 0; i < ALERTS; i++) {
                assertThat(deliver(webhook(), alert(i)).join()).isEqualTo(204);
                long stored = System.nanoTime();
                single[i] = (proxies.awaitRestored(i) - stored) / 1e6;
            }
            String[] together = new String[ALERTS];
            for (int i = 0; i < ALERTS; i++) {
                together[i] = alert(ALERTS + i);
            }
            long began = System.nanoTime();
            for (String alert : together) {
                deliver(webhook(), alert);
            }
            double[] burst = new double[ALERTS];
            for (int i = 0; i < ALERTS; i++) {
                burst[i] = (proxies.awaitRestored(ALERTS + i) - began) / 1e6;
            }
            System.out.printf("%d watches: alert stored to roll-back requested p50 %.0f ms, p99 %.0f ms; %d alerts at once p99 %.0f ms%n",
                    WATCHES, percentile(single, 0.5), percentile(single, 0.99), ALERTS, percentile(burst, 0.99));
            assertThat(percentile(single, 0.99)).isLessThan(1000);
        }
    }

    @Test
    void deliveriesAreTakenAsFastAsJenkinsTakesRequests() throws Exception {
        URI empty = URI.create("http://127.0.0.1:" + jenkins.getURL().getPort() + "/jenkins/" + Empty.NAME + "/");
        String delivery = DamagedDelivery.payload("resolved", "f", Instant.now());
        // The first seconds are the compiler's.
        rate(empty, "", 2);
        rate(webhook(), delivery, 2);
        double[] ratios = new double[3];
        double taken = 0;
        for (int i = 0; i < ratios.length; i++) {
            double bare = rate(empty, "", 2);
            taken = rate(webhook(), delivery, 2);
            ratios[i] = taken / bare;
            System.out.printf("empty root action %.0f/s, webhook %.0f/s, ratio %.2f%n", bare, taken, ratios[i]);
        }
        Arrays.sort(ratios);
        double p99 = percentile(atRate(taken / 2, 3), 0.99);
        System.out.printf("webhook at %.0f/s: p99 %.1f ms%n", taken / 2, p99);
        assertThat(ratios[1]).isGreaterThan(0.25);
        assertThat(p99).isLessThan(1000);
    }

    private URI webhook() throws IOException {
        return URI.create("http://127.0.0.1:" + jenkins.getURL().getPort() + "/jenkins/model-delivery-alert/");
    }

    private static String alert(int watch) {
        return DamagedDelivery.payload("firing", "f" + watch, Instant.now()).replace("\"fraud\"", "\"fraud-" + watch + "\"");
    }

    private CompletableFuture<Integer> deliver(URI address, String body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + SECRET)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    /** Answers a second, with as many requests under way as there are senders. */
    private double rate(URI address, String body, int seconds) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        AtomicLong answered = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < SENDERS; i++) {
            senders.execute(() -> {
                while (System.nanoTime() < end) {
                    assertThat(deliver(address, body).join()).isBetween(200, 204);
                    answered.incrementAndGet();
                }
            });
        }
        senders.shutdown();
        assertThat(senders.awaitTermination(seconds + 30L, TimeUnit.SECONDS)).isTrue();
        return (double) answered.get() / seconds;
    }

    /** Milliseconds from the moment at which each delivery was due. */
    private double[] atRate(double rate, int seconds) throws Exception {
        String delivery = DamagedDelivery.payload("resolved", "f", Instant.now());
        int count = (int) (rate * seconds);
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + (long) (i / rate * 1e9);
            LockSupport.parkNanos(due - System.nanoTime());
            answers.add(deliver(webhook(), delivery).thenApply(status -> (System.nanoTime() - due) / 1e6));
        }
        return answers.stream().mapToDouble(CompletableFuture::join).toArray();
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static String begin(FreeStyleBuild build, int number, String proxy) throws Exception {
        String workload = "local/fraud-" + number;
        Ledger ledger = Place.local(Workload.parse(workload)).ledger(StoreFolder.path());
        Instant then = Instant.now();
        for (String version : List.of("old", "new")) {
            ledger.append(new Release(
                    version, "registry/fraud:" + version, "http://" + version, "", "", List.of(), Release.Outcome.PROMOTED,
                    Verdict.PASS, "", then, then));
        }
        Map<String, Object> arguments = Map.of(
                "workload", workload, "traffic", "local:" + proxy, "trafficCredentialsId", "proxy-" + number, "name", "w" + number,
                "alerts", List.of("model=\"fraud-" + number + "\""), "interval", "1h", "watch", "7d");
        Use use = Use.of(build, UUID.randomUUID().toString(), "rollbackOnAlert", RollbackOnAlert.class, arguments);
        LongOperations.begin(use.operation(ACL.SYSTEM2, number).apart(), null);
        return use.id();
    }

    private static String status(String id) {
        return LongOperations.find(id).map(operation -> operation.stored().status()).orElse("");
    }

    /** A proxy for each watch behind one address: the token tells which. Notes when each was told to go back. */
    private static final class Proxies implements AutoCloseable {
        private final Map<String, Long> restored = new ConcurrentHashMap<>();
        private final ExecutorService workers = Executors.newFixedThreadPool(4);
        private final HttpServer server;

        Proxies() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
            server.setExecutor(workers);
            server.createContext("/", this::answer);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (exchange.getRequestURI().getPath().equals("/restore")) {
                restored.putIfAbsent(token, System.nanoTime());
            }
            String stable = restored.containsKey(token) ? "http://old" : "http://new";
            byte[] body = exchange.getRequestURI().getPath().equals("/metrics")
                    ? new byte[0]
                    : ("{\"stable\":\"" + stable + "\",\"canary\":\"\",\"canaryPercent\":0}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        long awaitRestored(int watch) throws Exception {
            String token = "Bearer token-" + watch;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!restored.containsKey(token)) {
                assertThat(System.nanoTime()).as("waiting for watch " + watch).isLessThan(end);
                LockSupport.parkNanos(100_000);
            }
            return restored.get(token);
        }

        @Override
        public void close() {
            server.stop(0);
            workers.shutdownNow();
        }
    }

    /** What Jenkins does for any request. */
    @TestExtension("deliveriesAreTakenAsFastAsJenkinsTakesRequests")
    public static final class Empty implements UnprotectedRootAction {
        static final String NAME = "empty";

        public org.kohsuke.stapler.HttpResponse doIndex() {
            return HttpResponses.status(204);
        }

        @Override
        public String getIconFileName() {
            return null;
        }

        @Override
        public String getDisplayName() {
            return null;
        }

        @Override
        public String getUrlName() {
            return NAME;
        }
    }

    /** Its senders have no crumb either. */
    @TestExtension("deliveriesAreTakenAsFastAsJenkinsTakesRequests")
    public static final class NoCrumb extends CrumbExclusion {
        @Override
        public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (!("/" + Empty.NAME + "/").equals(request.getPathInfo())) {
                return false;
            }
            chain.doFilter(request, response);
            return true;
        }
    }
}
