package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.canary.metrics.RealPrometheus;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Ledger;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.kubernetes.LivingCluster;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** canaryDeploy as a user calls it, on a cluster whose controllers and pods go on by themselves. */
@Timeout(120)
abstract class ClusterCanaries {
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: fraud-config-v2}
            data: {threshold: "0.7"}
            """;
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: fraud}
            spec: {defaultBackend: {service: {name: fraud, port: {number: 80}}}}
            """;

    private static final int SIGKILLED = 128 + 9;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, Credential> credentials = new HashMap<>();
    private LivingCluster cluster;

    @TempDir
    private Path workspace;

    abstract LivingCluster open();

    @BeforeEach
    void start() {
        cluster = open();
        credentials.put("robot", new Credential("", cluster.kubeconfig()));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aGoodCanaryIsPromotedAndKeptInTheLedgerWithoutSecrets() throws Exception {
        CanaryReport report = run(Map.of("manifests", List.of(SETTINGS)));

        assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.PASS);
        assertThat(report.state().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
        assertThat(cluster.image("fraud-canary")).isNull();
        assertThat(cluster.administrator().leases().inNamespace(cluster.namespace()).withName("model-delivery-deployment-fraud").get()
                .getSpec().getHolderIdentity()).isNull();
        assertThat(ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.PROMOTED);
        assertThat(ledger().live().orElseThrow().manifests()).isNotEmpty().allSatisfy(
                manifest -> assertThat(manifest).doesNotContain("s3cr3t").doesNotContain("czNjcjN0"));
        assertThat(log).noneSatisfy(line -> assertThat(line).contains("a-token-of-the-test"));

        CanaryReport again = run(Map.of("manifests", List.of(SETTINGS)));
        assertThat(again.state().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void aBadCanaryIsRolledBackAndLeavesNothing() throws Exception {
        cluster.errors(LivingCluster.newImage(), 0.5);
        CanaryReport report = run(Map.of("manifests", List.of(SETTINGS)));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("the canary is worse");
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.oldImage());
        assertThat(cluster.image("fraud-canary")).isNull();
        assertThat(cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v2").get()).isNull();
        assertThat(ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @CsvSource({"rolling, surge, 67", "canary, swap, 50"})
    void aReleaseGoesByNumbersOfPods(String strategy, String capacity, int last) throws Exception {
        CanaryReport report = run(Map.of("strategy", strategy, "capacity", capacity, "steps", List.of(33, last)));

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
        assertThat(cluster.image("fraud-canary")).isNull();
    }

    @Test
    void aRouteSharesTheTraffic() throws Exception {
        cluster.apply(INGRESS);
        CanaryReport report = run(Map.of("traffic", "nginx:fraud", "steps", List.of(10, 50)));

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(report.state().timeline().events()).anySatisfy(event -> assertThat(event.text()).contains("confirms 10 %"));
        assertThat(cluster.administrator().network().v1().ingresses().inNamespace(cluster.namespace()).list().getItems()).hasSize(1);
    }

    @Test
    void theNewVersionWarmsUpThroughTheApiServerAndTakesOverAtOnce() throws Exception {
        cluster.apply(INGRESS);
        CanaryReport report = run(Map.of(
                "traffic", "nginx:fraud", "strategy", "blue-green", "checks", List.of("errors <= 5%"),
                "warmup", "{\"path\": \"/predict\", \"body\": [1]}"));

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(cluster.served()).isGreaterThanOrEqualTo(2);
        assertThat(report.state().timeline().events()).anySatisfy(event -> assertThat(event.text()).contains("confirms 100 %"));
    }

    @Test
    void aDarkLaunchReachesOnlyMarkedRequestsUntilItIsPromoted() throws Exception {
        cluster.apply(INGRESS);
        Map<String, Object> given = Map.of(
                "traffic", "nginx:fraud", "strategy", "dark-launch", "header", "X-Canary=insider", "minRequests", 1_000_000);
        List<String> marks = new CopyOnWriteArrayList<>();
        CanaryReport report = meddling("confirms 100 %", given, () -> {
            marks.add(cluster.administrator().network().v1().ingresses().inNamespace(cluster.namespace())
                    .withName("fraud-canary").get().getMetadata().getAnnotations().toString());
            cluster.errors(LivingCluster.newImage(), 0.5);
        });

        assertThat(marks.toString()).contains("canary-by-header=X-Canary", "canary-by-header-value=insider");
        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void anImageThatCannotBePulledIsTakenBackWithItsReason() throws Exception {
        CanaryReport report = run(Map.of("image", LivingCluster.newImage() + "broken"));

        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("ImagePullBackOff");
        assertThat(cluster.image("fraud-canary")).isNull();
    }

    @Test
    void aServerThatIsAwayForAWhileOnlyHoldsTheCanary() throws Exception {
        long[] begun = {0};
        cluster.troubled((method, path) -> {
            if (log.stream().anyMatch(line -> line.contains("confirms 25 %")) && begun[0] == 0) {
                begun[0] = System.nanoTime();
            }
            boolean away = begun[0] != 0 && System.nanoTime() - begun[0] < 2_000_000_000L;
            return away ? ApiGate.Answer.failure(503, "away") : null;
        });
        CanaryReport report = run(Map.of());

        assertThat(report.state().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(log).anySatisfy(line -> assertThat(line).contains("The share is held")).anySatisfy(
                line -> assertThat(line).contains("answer again"));
    }

    /**
     * The process is killed as {@code kill -9} does at each write to the API server but those to the lock: once before the server
     * has heard of it, once while the server carries it out.
     */
    @Test
    @Tag("soak")
    @Timeout(300)
    void whoeverIsKilledAtAWriteGoesOnAndLeavesNothingBehind() throws Exception {
        Map<String, Object> given = Map.of("manifests", List.of(SETTINGS), "kubeconfig", "secret");
        CanaryProcess canary = new CanaryProcess(workspace, arguments(given), cluster.kubeconfig());
        List<String> deaths = new CopyOnWriteArrayList<>();
        AtomicReference<Process> driver = new AtomicReference<>(canary.start());
        cluster.troubled((method, path) -> {
            String write = method + " " + path;
            boolean spared = method.equals("GET") || path.contains("/leases") || path.contains("accessreviews");
            boolean second = deaths.contains(write);
            if (spared || second && deaths.contains(write + " again")) {
                return null;
            }
            deaths.add(second ? write + " again" : write);
            driver.get().destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
            return second ? ApiGate.Answer.LOST : new ApiGate.Answer(0, "");
        });
        while (driver.get().waitFor() == SIGKILLED) {
            driver.set(canary.start());
        }

        assertThat(canary.state().outcome()).as("%s", deaths).isEqualTo(Outcome.PROMOTED);
        assertThat(deaths).as("at least the version, its share and the promotion").hasSizeGreaterThanOrEqualTo(6);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
        assertThat(cluster.image("fraud-canary")).isNull();
        assertThat(ledger("secret").releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.PROMOTED);
    }

    /** The pods' pages reach a real Prometheus, which knows them by namespace and name and learns of new ones as they come. */
    @Test
    void aRealPrometheusThatKnowsThePodsByNameShowsABadCanary() throws Exception {
        Path targets = Files.writeString(workspace.resolve("targets.json"), "[]");
        Optional<RealPrometheus> started = RealPrometheus.start(workspace.resolve("prometheus"), """
                  - job_name: pods
                    file_sd_configs: [{files: ['%s']}]
                """.formatted(targets));
        if (started.isEmpty()) {
            System.out.println("Left out: pods behind a real Prometheus, since prometheus or openssl is not installed");
        }
        assumeTrue(started.isPresent());
        cluster.errors(LivingCluster.newImage(), 0.5);
        ScheduledExecutorService discovery = Executors.newSingleThreadScheduledExecutor();
        discovery.scheduleWithFixedDelay(() -> discover(targets), 0, 200, TimeUnit.MILLISECONDS);
        try (RealPrometheus prometheus = started.get()) {
            credentials.put("prometheus", new Credential(RealPrometheus.USER, RealPrometheus.PASSWORD));
            credentials.put("ca", new Credential("", prometheus.authority()));
            CanaryReport report = run(Map.of(
                    "metrics", prometheus.address().toString(), "metricsCredentialsId", "prometheus", "caCredentialsId", "ca",
                    "interval", "500ms", "maxDuration", "60s"));

            assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.verdict()).as("%s", report.envelope().reasons()).isEqualTo(Verdict.FAIL);
            assertThat(report.state().timeline().traffic()).as("both arms were told apart")
                    .anySatisfy(point -> assertThat(Math.min(point.stable(), point.canary())).isPositive());
        } finally {
            discovery.shutdownNow();
        }
    }

    /** What a Prometheus in the cluster learns from the API server. */
    private void discover(Path targets) {
        String path = "/api/v1/namespaces/" + cluster.namespace() + "/pods/%s:8080/proxy/metrics";
        String all = cluster.pods().stream()
                .map(pod -> ReportJson.line(Map.<String, Object>of(
                        "targets", List.of(cluster.server().getAuthority()),
                        "labels", Map.of("__metrics_path__", path.formatted(pod), "namespace", cluster.namespace(), "pod", pod))))
                .collect(Collectors.joining(",", "[", "]"));
        try {
            Path draft = Files.writeString(targets.resolveSibling("targets.new"), all);
            Files.move(draft, targets, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCanaryThatSomebodyDeletesIsTakenBack() throws Exception {
        CanaryReport report = meddling("confirms 25 %", Map.of(), () -> cluster.administrator().apps().deployments()
                .inNamespace(cluster.namespace()).withName("fraud-canary").delete());

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.oldImage());
        assertThat(cluster.image("fraud-canary")).isNull();
    }

    @Test
    void aCanaryWhoseStableVersionSomebodyDeletesIsLeftServing() throws Exception {
        CanaryReport report = meddling("confirms 25 %", Map.of(), () -> cluster.administrator().apps().deployments()
                .inNamespace(cluster.namespace()).withName("fraud").delete());

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(report.state().reason()).contains("the stable version is gone");
        assertThat(cluster.image("fraud-canary")).isEqualTo(LivingCluster.newImage());
    }

    @Test
    void aShareThatSomebodyElseSetsIsTakenBackAndNamed() throws Exception {
        cluster.apply(INGRESS);
        Map<String, Object> given = Map.of("traffic", "nginx:fraud", "steps", List.of(10, 50), "minRequests", 1_000_000);
        CanaryReport report = meddling("confirms 10 %", given, () -> cluster.administrator().network().v1().ingresses()
                .inNamespace(cluster.namespace()).withName("fraud-canary").edit(ingress -> {
                    ingress.getMetadata().getAnnotations().put("nginx.ingress.kubernetes.io/canary-weight", "33");
                    return ingress;
                }));

        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("33 %");
        assertThat(cluster.administrator().network().v1().ingresses().inNamespace(cluster.namespace()).list().getItems()).hasSize(1);
    }

    @Test
    void aQuotaThatStaysFullEndsTheRelease() throws Exception {
        cluster.troubled((method, path) -> method.equals("POST") && path.endsWith("/deployments")
                ? ApiGate.Answer.failure(403, "deployments.apps is forbidden: exceeded quota: ml-quota") : null);
        CanaryReport report = run(Map.of("outageTimeout", "1s"));

        assertThat(report.state().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.state().reason()).contains("the namespace's quota is full");
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.oldImage());
    }

    /** The account loses the right to write what it may still read. */
    @Test
    void aRollBackThatIsRefusedForGoodEndsAndSaysWhatIsMissing() throws Exception {
        CanaryReport report = meddling("confirms 25 %", Map.of("outageTimeout", "1s"), () -> {
            cluster.troubled((method, path) -> !method.equals("GET") && path.contains("/deployments/")
                    ? ApiGate.Answer.failure(403, "User \"robot\" cannot patch resource \"deployments\"") : null);
            cluster.errors(LivingCluster.newImage(), 0.5);
        });
        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(report.state().reason()).contains("deployment", "permission is missing", "examples/kubernetes/rbac.yaml");
    }

    /** A canary that somebody interferes with once the log says that it is so far. */
    private CanaryReport meddling(String when, Map<String, Object> given, Runnable meddle) throws Exception {
        CompletableFuture<Void> meddler = CompletableFuture.runAsync(() -> {
            while (log.stream().noneMatch(line -> line.contains(when))) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            meddle.run();
        });
        Map<String, Object> all = new LinkedHashMap<>(Map.of("minRequests", 1_000_000));
        all.putAll(given);
        CanaryReport report = run(all);
        meddler.get(10, TimeUnit.SECONDS);
        return report;
    }

    @Test
    void aDryRunShowsThePlanAndTouchesNothing() throws Exception {
        CanaryReport report = run(Map.of("dryRun", true));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("nothing was touched").contains("beside 3 of stable");
        assertThat(cluster.orders()).isEmpty();
        assertThat(ledger().releases()).isEmpty();
    }

    @Test
    void whatStandsAgainstTheReleaseIsSaidBeforeAnythingIsTouched() {
        assertThatThrownBy(() -> run(Map.of("steps", List.of(5))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("5");
        assertThatThrownBy(() -> run(Map.of("container", "sidecar")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("container 'sidecar' is not in deployment " + cluster.namespace() + "/fraud");
        assertThatThrownBy(() -> run(Map.of("strategy", "rolling")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("has 3 pods, of which no number gives the steps [25, 50]");
        assertThatThrownBy(() -> run(Map.of("traffic", "kserve")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("does not lead to a Deployment");
        assertThatThrownBy(() -> run(Map.of("warmup", "{\"path\": \"/predict\", \"body\": [1]}")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("the Service leads to each pod that is ready");
        assertThatThrownBy(() -> run(Map.of("metrics", "pods:/metrics")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("a path is an annotation of the pods");
        assertThat(cluster.image("fraud-canary")).isNull();
    }

    private Map<String, Object> arguments(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "workload", "deployment/fraud", "namespace", cluster.namespace(), "kubeconfig", "robot", "image", LivingCluster.newImage(),
                "steps", List.of(25, 50), "metrics", "pods:", "minRequests", 100, "interval", "100ms"));
        all.putAll(given);
        return all;
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), credentials,
                Clock.systemUTC(), log::add)) {
            return (CanaryReport) new CanaryDeploy().run(arguments(given), bench);
        }
    }

    private Ledger ledger() {
        return ledger("robot");
    }

    private Ledger ledger(String kubeconfig) {
        return new Place(kubeconfig, cluster.namespace(), Workload.parse("deployment/fraud")).ledger(workspace.resolve("model-delivery"));
    }
}
