package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.canary.CanaryDeploy;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Signal;
import io.jenkins.plugins.modeldelivery.operation.Tick;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.release.Place;
import io.jenkins.plugins.modeldelivery.release.Release;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.kubernetes.LivingCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release of a cluster is watched and taken back as the set that it was, on a mock cluster that goes on by itself. */
@Timeout(60)
@EnableKubernetesMockClient(crud = true, https = false)
class ClusterRollbackTest {
    private static final Map<String, Object> PLACE =
            Map.of("workload", "deployment/fraud", "namespace", "ml", "kubeconfig", "robot");
    private static final String RULE = "error_rate > 2% for 100ms";
    private static final String SETTINGS = """
            apiVersion: v1
            kind: Service
            metadata: {name: fraud-settings}
            spec: {ports: [{port: %s}]}
            """;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private Map<String, Object> watched = Map.of();
    KubernetesClient client;
    private LivingCluster cluster;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = new LivingCluster(client);
        deploy(LivingCluster.newImage(), "80");
        deploy(LivingCluster.newImage() + "cc", "81");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theWholeSetOfTheFormerReleaseComesBackAndIsReadBack() throws Exception {
        assertThat(port()).isEqualTo(81);
        RollbackReport report = watch();

        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
        assertThat(port()).isEqualTo(80);
        assertThat(new Place("robot", "ml", Workload.parse("deployment/fraud")).ledger(workspace.resolve("model-delivery"))
                .releases()).last().extracting(Release::outcome).isEqualTo(Release.Outcome.WITHDRAWN);

        assertThat(watch().state().outcome()).as("once more, to what ran before any release").isEqualTo(Outcome.ROLLED_BACK);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.oldImage());
    }

    @Test
    void anotherReleaseIsWaitedFor() throws Exception {
        String begun = begin();
        cluster.hold("somebody else");
        Tick tick = tick(begun, true);
        tick = tick(tick.state(), false);
        assertThat(log).last().asString().contains("somebody else holds the lock");
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage() + "cc");

        cluster.hold("");
        while (!tick.ended()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            tick = tick(tick.state(), false);
        }
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
    }

    @Test
    void aRuleOverWhatThePodsCountBringsTheFormerReleaseBack() throws Exception {
        watched = Map.of("rules", List.of(RULE));
        Tick tick = looks(begin(), 5);
        assertThat(WatchState.fromJson(tick.state()).phase()).as("nobody fails, %s", log).isEqualTo(Phase.WATCHING);
        assertThat(WatchState.fromJson(tick.state()).counters().pods()).hasSize(cluster.pods().size())
                .allSatisfy(pod -> assertThat(pod.values()).containsOnlyKeys("requests", "errors"));

        cluster.errors(LivingCluster.newImage() + "cc", 0.1);
        RollbackReport report = untilTheEnd(tick);
        assertThat(report.state().outcome()).as("%s", log).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.state().cause()).isEqualTo(RULE);
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
    }

    @Test
    void podsThatDoNotTellWhatTheyCountAreAwayUntilTheyDo() throws Exception {
        watched = Map.of("rules", List.of(RULE));
        Tick tick = looks(begin(), 1);
        cluster.troubled((method, path) -> path.endsWith("/metrics") ? ApiGate.Answer.failure(503, "no way to the pod") : null);
        tick = looks(tick.state(), 1);
        assertAway(tick, "ready pods answers with its metrics");
        cluster.troubled((method, path) -> null);
        tick = looks(tick.state(), 1);
        assertThat(WatchState.fromJson(tick.state()).awaySince()).isEqualTo(-1);

        cluster.troubled((method, path) -> path.endsWith("/metrics") ? new ApiGate.Answer(200, "up 1\n") : null);
        assertAway(looks(tick.state(), 1), "counts its requests under a name that is known");
    }

    @Test
    void readingPodsThatNobodyPermitsIsRefusedBeforeTheWatchBegins() {
        watched = Map.of("rules", List.of(RULE));
        cluster.troubled((method, path) -> path.contains("selfsubjectaccessreviews")
                ? new ApiGate.Answer(201, "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\","
                        + "\"spec\":{},\"status\":{\"allowed\":false}}")
                : null);
        assertThatThrownBy(this::begin).isInstanceOf(InvalidInputException.class).hasMessageContaining("get pods/proxy");
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThatThrownBy(() -> RollbackRequest.of(with(Map.of("trafficCredentialsId", "proxy"))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("is of a local proxy");
        assertThatThrownBy(() -> RollbackRequest.of(with(Map.of("traffic", "kserve"))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("does not lead to a Deployment");
    }

    private int port() {
        return cluster.administrator().services().inNamespace("ml").withName("fraud-settings").get()
                .getSpec().getPorts().get(0).getPort();
    }

    private void deploy(String image, String port) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(PLACE);
        all.put("image", image);
        all.put("steps", List.of(25));
        all.put("metrics", "pods:");
        all.put("manifests", List.of(SETTINGS.formatted(port)));
        all.put("minRequests", 40);
        all.put("interval", "50ms");
        try (LocalWorkbench bench = bench()) {
            assertThat(new CanaryDeploy().run(all, bench).envelope().verdict()).as("%s", log).isEqualTo(Verdict.PASS);
        }
    }

    private void assertAway(Tick tick, String why) {
        WatchState state = WatchState.fromJson(tick.state());
        assertThat(state.awaySince()).isNotNegative();
        assertThat(state.phase()).isEqualTo(Phase.WATCHING);
        assertThat(log).last().asString().contains("error_rate", why);
    }

    private Tick looks(String begun, int count) throws InterruptedException {
        Tick tick = tick(begun, false);
        for (int i = 1; i < count; i++) {
            tick = tick(tick.state(), false);
        }
        return tick;
    }

    private RollbackReport watch() throws InterruptedException {
        return untilTheEnd(tick(begin(), true));
    }

    private RollbackReport untilTheEnd(Tick now) throws InterruptedException {
        Tick tick = now;
        while (!tick.ended()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            tick = tick(tick.state(), false);
        }
        try (LocalWorkbench bench = bench()) {
            return (RollbackReport) new RollbackOnAlert().report(with(watched), tick.state(), bench);
        }
    }

    private String begin() throws InterruptedException {
        try (LocalWorkbench bench = bench()) {
            return new RollbackOnAlert().begin(with(watched), bench);
        }
    }

    private Tick tick(String state, boolean asked) throws InterruptedException {
        List<Signal> signals =
                asked ? List.of(new Signal(Signal.Kind.ROLL_BACK, "operator", "enough", Clock.systemUTC().instant())) : List.of();
        try (LocalWorkbench bench = bench()) {
            return new RollbackOnAlert().tick(with(watched), state, signals, bench, kept -> {});
        }
    }

    private static Map<String, Object> with(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(PLACE);
        all.put("alerts", List.of("model=\"fraud\""));
        all.put("interval", "50ms");
        all.putAll(given);
        return all;
    }

    private LocalWorkbench bench() {
        return new LocalWorkbench(
                workspace, workspace.resolve("tmp"), Map.of("robot", new Credential("", cluster.kubeconfig())),
                Clock.systemUTC(), log::add);
    }
}
