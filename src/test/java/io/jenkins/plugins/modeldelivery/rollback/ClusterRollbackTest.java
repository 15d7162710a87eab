package io.jenkins.plugins.modeldelivery.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.canary.CanaryDeploy;
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
    private static final String SETTINGS = """
            apiVersion: v1
            kind: Service
            metadata: {name: fraud-settings}
            spec: {ports: [{port: %s}]}
            """;

    private final List<String> log = new CopyOnWriteArrayList<>();
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
    void whatMeansNothingIsRefused() {
        assertThatThrownBy(() -> RollbackRequest.of(with(Map.of("rules", "error_rate > 2% for 2m"))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("asks what a local proxy counts");
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

    private RollbackReport watch() throws InterruptedException {
        Tick tick = tick(begin(), true);
        while (!tick.ended()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            tick = tick(tick.state(), false);
        }
        try (LocalWorkbench bench = bench()) {
            return (RollbackReport) new RollbackOnAlert().report(with(Map.of()), tick.state(), bench);
        }
    }

    private String begin() throws InterruptedException {
        try (LocalWorkbench bench = bench()) {
            return new RollbackOnAlert().begin(with(Map.of()), bench);
        }
    }

    private Tick tick(String state, boolean asked) throws InterruptedException {
        List<Signal> signals =
                asked ? List.of(new Signal(Signal.Kind.ROLL_BACK, "operator", "enough", Clock.systemUTC().instant())) : List.of();
        try (LocalWorkbench bench = bench()) {
            return new RollbackOnAlert().tick(with(Map.of()), state, signals, bench, kept -> {});
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
