package io.jenkins.plugins.modeldelivery.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
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
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** canaryDeploy as a user calls it, on a mock cluster whose controllers and pods go on by themselves. */
@Timeout(60)
@EnableKubernetesMockClient(crud = true, https = false)
class ClusterCanaryTest {
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

    private final List<String> log = new CopyOnWriteArrayList<>();
    KubernetesClient client;
    private LivingCluster cluster;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() {
        cluster = new LivingCluster(client);
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
        assertThat(cluster.administrator().leases().inNamespace("ml").withName("model-delivery-deployment-fraud").get()
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
        assertThat(cluster.administrator().configMaps().inNamespace("ml").withName("fraud-config-v2").get()).isNull();
        assertThat(ledger().releases()).extracting(Release::outcome)
                .containsExactly(Release.Outcome.FOUND, Release.Outcome.ROLLED_BACK);
    }

    @Test
    void aRouteSharesTheTraffic() throws Exception {
        cluster.apply(INGRESS);
        CanaryReport report = run(Map.of("traffic", "nginx:fraud", "steps", List.of(10, 50)));

        assertThat(report.state().outcome()).as("%s", report.envelope().reasons()).isEqualTo(Outcome.PROMOTED);
        assertThat(report.state().timeline().events()).anySatisfy(event -> assertThat(event.text()).contains("confirms 10 %"));
        assertThat(cluster.administrator().network().v1().ingresses().inNamespace("ml").list().getItems()).hasSize(1);
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

    @Test
    void aDryRunShowsThePlanAndTouchesNothing() throws Exception {
        CanaryReport report = run(Map.of("dryRun", true));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("nothing was touched").contains("beside 3 of stable");
        assertThat(cluster.image("fraud-canary")).isNull();
        assertThat(ledger().releases()).isEmpty();
        assertThat(cluster.administrator().leases().inNamespace("ml").list().getItems()).isEmpty();
    }

    @Test
    void whatStandsAgainstTheReleaseIsSaidBeforeAnythingIsTouched() {
        assertThatThrownBy(() -> run(Map.of("steps", List.of(5))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("5");
        assertThatThrownBy(() -> run(Map.of("container", "sidecar")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("container 'sidecar' is not in deployment ml/fraud");
        assertThatThrownBy(() -> run(Map.of("traffic", "kserve")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("does not lead to a Deployment");
        assertThatThrownBy(() -> run(Map.of("metrics", "pods:/metrics")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("a path is an annotation of the pods");
        assertThat(cluster.image("fraud-canary")).isNull();
    }

    private CanaryReport run(Map<String, Object> given) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("workload", "deployment/fraud");
        all.put("namespace", "ml");
        all.put("kubeconfig", "robot");
        all.put("image", LivingCluster.newImage());
        all.put("steps", List.of(25, 50));
        all.put("metrics", "pods:");
        all.put("minRequests", 100);
        all.put("interval", "100ms");
        all.putAll(given);
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), Map.of("robot", new Credential("", cluster.kubeconfig())),
                Clock.systemUTC(), log::add)) {
            return (CanaryReport) new CanaryDeploy().run(all, bench);
        }
    }

    private Ledger ledger() {
        return new Place("robot", "ml", Workload.parse("deployment/fraud")).ledger(workspace.resolve("model-delivery"));
    }
}
