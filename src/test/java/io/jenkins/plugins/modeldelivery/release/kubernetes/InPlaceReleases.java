package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for workloads that keep both versions in one object: StatefulSet, InferenceService, Argo's Rollout. */
abstract class InPlaceReleases {
    private static final String ID = "2026-01-01T00:00:00Z";
    private static final ResourceDefinitionContext KSERVE =
            context("serving.kserve.io", "v1beta1", "InferenceService", "inferenceservices");
    private static final ResourceDefinitionContext ARGO = context("argoproj.io", "v1alpha1", "Rollout", "rollouts");
    private static final ResourceDefinitionContext SETS = context("apps", "v1", "StatefulSet", "statefulsets");
    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: fraud}
            spec:
              replicas: 4
              serviceName: fraud
              podManagementPolicy: Parallel
              selector: {matchLabels: {app: fraud}}
              template:
                metadata: {labels: {app: fraud}}
                spec: {containers: [{name: server, image: "%s"}]}
            """;
    private static final String SERVICE = """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: fraud}
            spec:
              predictor:
                minReplicas: 1
                model: {modelFormat: {name: sklearn}, storageUri: "oci://%s"}
            """;
    private static final String ROLLOUT = """
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {name: fraud}
            spec:
              replicas: 4
              selector: {matchLabels: {app: fraud}}
              strategy: {canary: {steps: [{setWeight: 25}, {pause: {}}, {setWeight: 50}, {pause: {}}]}}
              template:
                metadata: {labels: {app: fraud}}
                spec: {containers: [{name: server, image: "%s"}]}
            """;

    private TestCluster cluster;
    private Fraud fraud;

    abstract TestCluster open();

    @BeforeEach
    void start() {
        cluster = open();
        fraud = new Fraud(cluster);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aStatefulSetIsReplacedPodByPodAndPromoted() throws Exception {
        create(SETS, SET);
        cluster.settle();
        Router router = router("statefulset", "replicas", Strategy.ROLLING, Fraud.NEW);
        assertThat(router.read().stable()).isEqualTo(Fraud.OLD);
        fraud.until(() -> router.deploy(ID), route -> route.hasCanary() && route.canaryPercent() == 0);
        Route quarter = fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        assertThat(quarter).isEqualTo(new Route(Fraud.OLD, ID, 25));
        assertThat(fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID))).isEqualTo(new Route(ID, "", 0));
        assertThat(router.isLive()).isTrue();
    }

    @Test
    void aStatefulSetGoesBackInOneWrite() throws Exception {
        create(SETS, SET);
        cluster.settle();
        Router router = router("statefulset", "replicas", Strategy.ROLLING, Fraud.NEW);
        List<String> before = router.manifests();
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(50), route -> route.canaryPercent() == 50 && route.readiness().isReady());
        cluster.gate().forgetWrites();
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(cluster.gate().writes()).hasSize(1);
        assertThat(fraud.until(() -> router.withdraw(ID), route -> route.readiness().isReady()))
                .isEqualTo(new Route(Fraud.OLD, "", 0));

        fraud.until(() -> router.deploy("next"), Route::hasCanary);
        fraud.until(() -> router.promote("next"), route -> route.hasPromoted("next"));
        Route restored = fraud.until(() -> router.restore("former", before), route -> route.readiness().isReady());
        assertThat(restored).isEqualTo(new Route("former", "", 0));
        assertThat(Serialization.asJson(get(SETS))).contains(Fraud.OLD).doesNotContain(Fraud.NEW);
    }

    /** Its controller would wait for the broken pod for ever, on the way back too. */
    @Test
    void aStatefulSetWhosePodsNeverGetReadySaysWhyAndGoesBack() throws Exception {
        create(SETS, SET.replace("  podManagementPolicy: Parallel\n", ""));
        cluster.settle();
        Router router = router("statefulset", "replicas", Strategy.ROLLING, TestCluster.BROKEN + "/fraud:v2");
        List<String> before = router.manifests();
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        Route broken = fraud.until(() -> router.shift(25), route -> route.readiness().hasFailed());
        assertThat(broken.readiness().reason()).startsWith("statefulset fraud: ").contains("pods are ready")
                .endsWith("ImagePullBackOff (no such image)");
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(fraud.until(() -> router.withdraw(ID), route -> route.readiness().isReady()))
                .isEqualTo(new Route(Fraud.OLD, "", 0));

        fraud.until(() -> router.deploy("next"), Route::hasCanary);
        fraud.until(() -> router.promote("next"), route -> route.readiness().hasFailed());
        assertThat(fraud.until(() -> router.restore("former", before), route -> route.readiness().isReady()))
                .isEqualTo(new Route("former", "", 0));
    }

    /** Until a new version is taken up, the newest that the status knows is stable. */
    @Test
    void aBrokenPodOfStableIsNotTakenForTheCanarys() throws Exception {
        create(SETS, SET);
        cluster.settle();
        String revision = Fields.text(Fields.status(get(SETS)), "updateRevision");
        fraud.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: broken, labels: {app: fraud, controller-revision-hash: "%s"}}
                spec: {containers: [{name: server, image: broken}]}
                """.formatted(revision));
        cluster.administrator().pods().inNamespace(cluster.namespace()).withName("broken").editStatus(pod -> new PodBuilder(pod)
                .withNewStatus().addNewContainerStatus()
                .withName("server").withImage("broken").withImageID("").withReady(false).withRestartCount(1)
                .withNewState().withNewWaiting().withReason("CrashLoopBackOff").endWaiting().endState()
                .endContainerStatus().endStatus()
                .build());
        Router router = router("statefulset", "replicas", Strategy.ROLLING, Fraud.NEW);
        assertThat(router.deploy(ID).readiness()).satisfies(readiness -> assertThat(readiness.hasFailed()).as(readiness.reason()).isFalse());
    }

    @Test
    void aStatefulSetThatSomebodyElseScalesIsRefused() {
        create(SETS, SET);
        fraud.apply("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: busy}
                spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: fraud}}
                """);
        assertRefused("statefulset", "replicas", Strategy.ROLLING, "autoscaler 'busy' changes the replicas of statefulset", 25);
    }

    @Test
    void anInferenceServiceShiftsByItsPercentAndGoesBack() throws Exception {
        create(KSERVE, SERVICE);
        Router router = router("inferenceservice", "kserve", Strategy.CANARY, Fraud.NEW);
        kserveIsUp("fraud-1");
        Object before = Fields.spec(get(KSERVE));
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThat(router.deploy(ID).readiness().isReady()).isFalse();
        assertThat(Serialization.asJson(get(KSERVE))).contains("\"storageUri\":\"oci://" + Fraud.NEW, "\"canaryTrafficPercent\":0");
        kserveIsUp("fraud-2");
        assertThat(router.shift(10).canaryPercent()).isEqualTo(10);
        cluster.gate().forgetWrites();
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(cluster.gate().writes()).hasSize(1);
        router.withdraw(ID);
        assertThat(Fields.spec(get(KSERVE))).isEqualTo(before);
        kserveIsUp("fraud-3");
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));

        router.deploy("next");
        kserveIsUp("fraud-4");
        router.promote("next");
        kserveIsUp("fraud-4");
        assertThat(router.promote("next")).isEqualTo(new Route("next", "", 0));
        assertThat(Serialization.asJson(get(KSERVE))).doesNotContain("canaryTrafficPercent\":");
    }

    @Test
    void aModelThatDoesNotLoadIsSaidSo() throws Exception {
        create(KSERVE, SERVICE);
        Router router = router("inferenceservice", "kserve", Strategy.CANARY, Fraud.NEW);
        status(KSERVE, status -> status.put("modelStatus", Map.of(
                "transitionStatus", "BlockedByFailedLoad",
                "lastFailureInfo", Map.of("reason", "ModelLoadFailed", "message", "no model.pkl"))));
        assertThat(router.read().readiness().reason()).isEqualTo("inferenceservice fraud: ModelLoadFailed (no model.pkl)");
        assertThat(router.read().readiness().hasFailed()).isTrue();
    }

    @Test
    void aRolloutOfArgoIsDrivenByItsOwnOrders() throws Exception {
        create(ARGO, ROLLOUT);
        argo("Healthy", 4, "old", "old");
        Router router = router("rollout", "argo", Strategy.CANARY, Fraud.NEW);
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));
        router.deploy(ID);
        argo("Paused", 1, "new", "old");
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, ID, 25));
        assertThat(router.shift(25).canaryPercent()).isEqualTo(25);
        assertThat(Serialization.asJson(get(ARGO))).contains("pauseConditions");
        router.shift(50);
        assertThat(Serialization.asJson(Fields.map(get(ARGO).getAdditionalProperties(), "status"))).doesNotContain("pauseConditions");
        argo("Paused", 3, "new", "old");
        assertThat(router.read().canaryPercent()).isEqualTo(50);
        router.promote(ID);
        assertThat(Serialization.asJson(get(ARGO))).contains("\"promoteFull\":true");
        argo("Healthy", 4, "new", "new");
        assertThat(router.promote(ID)).isEqualTo(new Route(ID, "", 0));

        Router next = router("rollout", "argo", Strategy.CANARY, "third");
        next.deploy("next");
        argo("Paused", 1, "third", "new");
        assertThat(next.shift(0).canaryPercent()).isZero();
        assertThat(Serialization.asJson(get(ARGO))).contains("\"abort\":true");
        assertThat(next.withdraw("next").stable()).isEqualTo(ID);
    }

    @Test
    void aRolloutThatIsBroughtBackIsNotDoneWhileItStandsAtAStep() throws Exception {
        create(ARGO, ROLLOUT);
        argo("Healthy", 4, "old", "old");
        Router router = router("rollout", "argo", Strategy.CANARY, Fraud.NEW);
        List<String> before = router.manifests();
        router.deploy(ID);
        argo("Paused", 1, "new", "old");
        router.promote(ID);
        argo("Healthy", 4, "new", "new");
        router.promote(ID);

        router.restore("former", before);
        argo("Paused", 1, "old", "new");
        assertThat(router.restore("former", before).readiness().reason()).isEqualTo("rollout fraud: two versions share the traffic");
        assertThat(Serialization.asJson(get(ARGO))).contains("\"promoteFull\":true", Fraud.OLD).doesNotContain(Fraud.NEW);
        argo("Healthy", 4, "old", "old");
        assertThat(router.restore("former", before)).isEqualTo(new Route("former", "", 0));
    }

    @Test
    void theSetOfAStatefulSetMovesTogetherAndComesBackWhole() throws Exception {
        fraud.apply(Fraud.settings("fraud-config-v1", "0.5"));
        fraud.apply("apiVersion: v1\nkind: Secret\nmetadata: {name: fraud-keys}\nstringData: {key: s3cr3t}");
        String set = SET.replace("image: \"%s\"", "image: \"%s\", envFrom: [{configMapRef: {name: fraud-config-v1}},"
                + " {secretRef: {name: fraud-keys}}]");
        create(SETS, set);
        cluster.settle();
        String next = set.formatted("whatever").replace("fraud-config-v1", "fraud-config-v2");
        Router router = fraud.router(new Target(Workload.parse("statefulset/fraud"), cluster.namespace(), Fraud.NEW, "",
                List.of(Fraud.settings("fraud-config-v2", "0.7"), next), Traffic.of("replicas", Strategy.CANARY, "", ""),
                Target.Capacity.SURGE, 1));
        List<String> before = router.manifests();
        assertThat(before).hasSize(3);
        assertThat(before.toString()).contains("threshold", "fraud-keys").doesNotContain("s3cr3t").doesNotContain("czNjcjN0");
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        assertThat(Serialization.asJson(Fields.spec(get(SETS)))).contains(Fraud.NEW, "fraud-config-v2");
        assertThat(router.isLive()).isTrue();

        cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v1").delete();
        cluster.administrator().apps().statefulSets().inNamespace(cluster.namespace()).withName("fraud").scale(5);
        cluster.settle();
        fraud.until(() -> router.restore("former", before), route -> route.readiness().isReady());
        assertThat(cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v1").get()
                .getData()).containsEntry("threshold", "0.5");
        assertThat(Serialization.asJson(Fields.spec(get(SETS)))).contains(Fraud.OLD, "fraud-config-v1").doesNotContain("fraud-config-v2");
        assertThat(router.isLive()).isFalse();
        assertThat(Fields.number(Fields.spec(get(SETS)), "replicas", 0)).as("what somebody else scaled").isEqualTo(5);

        cluster.administrator().secrets().inNamespace(cluster.namespace()).withName("fraud-keys").delete();
        assertThatThrownBy(() -> router.restore("former", before))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("fraud-keys of that release is gone");
    }

    @Test
    void whatAReleaseTakesIsLookedAtBeforeItBegins() throws Exception {
        create(SETS, SET);
        create(KSERVE, SERVICE.replace("minReplicas: 1", "minReplicas: 2"));
        create(ARGO, ROLLOUT);
        assertThat(plan("statefulset", "replicas", 25, 50)).containsExactly("each canary pod takes the place of a stable one");
        assertThat(plan("inferenceservice", "kserve", 10)).containsExactly("up to 2 canary pods run beside those of stable");
        assertThat(plan("rollout", "argo", 25, 50)).containsExactly("up to 1 canary pods run beside those of stable");
        fraud.apply("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: keda-hpa-fraud}
                spec: {minReplicas: 3, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: fraud}}
                """);
        assertRefused("statefulset", "replicas", Strategy.CANARY, "autoscaler 'keda-hpa-fraud' changes the replicas of statefulset", 25);
        assertThatThrownBy(() -> KubernetesReleases.check(new Target(Workload.parse("rollout/fraud"), cluster.namespace(), Fraud.NEW, "",
                        List.of(), Traffic.of("argo", Strategy.CANARY, "", ""), Target.Capacity.SWAP, 1)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("capacity 'swap' is for a Deployment");
    }

    @Test
    void whatCannotTakeTheseSharesIsRefused() {
        create(SETS, SET);
        create(KSERVE, SERVICE.replace("{name: fraud}", "{name: fraud, annotations: {serving.kserve.io/deploymentMode: RawDeployment}}"));
        create(ARGO, ROLLOUT.replace("{pause: {}}, {setWeight: 50}", "{pause: {duration: 60}}, {setWeight: 50}"));
        assertRefused("statefulset", "replicas", Strategy.ROLLING, "has 4 pods, of which no number gives the steps [5]", 5, 25);
        assertRefused("inferenceservice", "kserve", Strategy.CANARY, "is deployed in mode 'RawDeployment'", 5);
        assertRefused("rollout", "argo", Strategy.CANARY, "goes on from 25 % without being told; follow that step by pause: {}", 25, 50);
        assertRefused("rollout", "replicas", Strategy.CANARY, "traffic 'replicas' does not lead to a Rollout; write traffic: 'argo'", 25);
        assertRefused("daemonset", "replicas", Strategy.CANARY, "is of a kind that cannot be released", 25);
    }

    private void assertRefused(String kind, String traffic, Strategy strategy, String reason, Integer... steps) {
        assertThatThrownBy(() -> KubernetesReleases.preflight(
                        cluster.connection(), target(kind, traffic, strategy, Fraud.NEW), List.of(steps)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    private List<String> plan(String kind, String traffic, Integer... steps) throws InterruptedException {
        return KubernetesReleases.preflight(
                cluster.connection(), target(kind, traffic, Strategy.CANARY, Fraud.NEW), List.of(steps));
    }

    private Router router(String kind, String traffic, Strategy strategy, String image) {
        return fraud.router(target(kind, traffic, strategy, image));
    }

    private Target target(String kind, String traffic, Strategy strategy, String image) {
        return new Target(Workload.parse(kind + "/fraud"), cluster.namespace(), image, "", List.of(),
                Traffic.of(traffic, strategy, "", ""), Target.Capacity.SURGE, 1);
    }

    private void kserveIsUp(String revision) {
        status(KSERVE, status -> {
            status.put("observedGeneration", get(KSERVE).getMetadata().getGeneration());
            status.put("components", Map.of(
                    "predictor", Map.of("latestCreatedRevision", revision, "latestReadyRevision", revision)));
        });
    }

    private void argo(String phase, int step, String current, String stable) {
        Long generation = get(ARGO).getMetadata().getGeneration();
        status(ARGO, status -> {
            status.clear();
            status.put("phase", phase);
            status.put("currentStepIndex", step);
            status.put("currentPodHash", current);
            status.put("stableRS", stable);
            status.put("observedGeneration", String.valueOf(generation));
            if (phase.equals("Paused")) {
                status.put("pauseConditions", List.of(Map.of("reason", "CanaryPauseStep", "startTime", "2026-01-01T00:00:00Z")));
            }
        });
    }

    private void status(ResourceDefinitionContext kind, Consumer<Map<String, Object>> change) {
        GenericKubernetesResource object = get(kind);
        change.accept(Fields.map(object.getAdditionalProperties(), "status"));
        cluster.administrator().genericKubernetesResources(kind).inNamespace(cluster.namespace()).resource(object).updateStatus();
    }

    private void create(ResourceDefinitionContext kind, String manifest) {
        GenericKubernetesResource object =
                Serialization.unmarshal(manifest.formatted(Fraud.OLD), GenericKubernetesResource.class);
        object.getMetadata().setNamespace(cluster.namespace());
        cluster.administrator().genericKubernetesResources(kind).inNamespace(cluster.namespace()).resource(object).create();
    }

    private GenericKubernetesResource get(ResourceDefinitionContext kind) {
        return cluster.administrator().genericKubernetesResources(kind).inNamespace(cluster.namespace()).withName("fraud").get();
    }

    private static ResourceDefinitionContext context(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group).withVersion(version).withKind(kind).withPlural(plural).withNamespaced(true).build();
    }
}
