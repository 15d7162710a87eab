package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would go wrong is said before anything is touched, with its name, its numbers and the cure. */
@EnableKubernetesMockClient(crud = true, https = false)
class PreflightTest {
    KubernetesClient client;
    private MockCluster cluster;
    private Fraud fraud;

    @BeforeEach
    void open() {
        cluster = new MockCluster(client);
        fraud = new Fraud(cluster).standing();
        change(metadata -> {
            metadata.setLabels(Map.of());
            return metadata;
        });
        cluster.gate().forgetWrites();
    }

    @AfterEach
    void close() {
        assertThat(cluster.gate().writes()).isEmpty();
        cluster.close();
    }

    @Test
    void whatCanBeginSaysItsPlan() throws Exception {
        assertThat(check(target(), 25, 50)).containsExactly("up to 3 canary pods run beside 3 of stable",
                "at the promotion stable's own rolling update makes up to 1 pods more at a time");
    }

    @Test
    void everyMissingVerbIsNamed() {
        cluster.permit(false);
        assertThatThrownBy(() -> check(target(), 25))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("permissions are missing in namespace 'ml': get deployments.apps, create deployments.apps,")
                .hasMessageContaining("list pods,")
                .hasMessageEndingWith("grant them to the account as in examples/kubernetes/rbac.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "5, 25, 50  | steps [5] cannot be reached by numbers of pods beside 3 of stable, which give 25, 40, 50, 57",
        "10, 20, 50 | steps [10, 20] cannot be reached",
    })
    void sharesThatNoNumberOfPodsGivesAreRefusedByName(String steps, String reason) {
        assertRefused(target(), reason, List.of(steps.split(", ")).stream().map(Integer::valueOf).toArray(Integer[]::new));
    }

    @Test
    void ownersAreRecognised() {
        change(metadata -> owned(metadata, "argocd.argoproj.io/tracking-id", "shop:apps/Deployment:ml/fraud"));
        assertRefused(target(), "deployment ml/fraud belongs to an Argo CD application, which would set the old pods again", 25);
        change(metadata -> owned(metadata, "meta.helm.sh/release-name", "shop"));
        assertRefused(target(), "belongs to the Helm release 'shop'", 25);
        change(metadata -> {
            metadata.setAnnotations(Map.of());
            metadata.setLabels(Map.of("kustomize.toolkit.fluxcd.io/name", "shop"));
            return metadata;
        });
        assertRefused(target(), "belongs to Flux", 25);
        change(metadata -> {
            metadata.setLabels(Map.of());
            metadata.setOwnerReferences(List.of(new OwnerReferenceBuilder()
                    .withApiVersion("serving.kserve.io/v1beta1").withKind("InferenceService").withName("fraud").withUid("1")
                    .withController(true).build()));
            return metadata;
        });
        assertRefused(target(), "is made by InferenceService 'fraud', which would undo every change", 25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "argocd-controller    |        | belongs to an Argo CD application",
        "kustomize-controller |        | belongs to Flux",
        "helm                 |        | belongs to the Helm release",
        "kubectl              |        | ",
        "argocd-controller    | status | ",
    })
    void ownersAreRecognisedByWhatTheyWrote(String manager, String subresource, String reason) throws Exception {
        change(metadata -> {
            metadata.setManagedFields(List.of(new ManagedFieldsEntryBuilder()
                    .withManager(manager).withOperation("Apply").withSubresource(subresource).build()));
            return metadata;
        });
        if (reason == null) {
            assertThat(check(target(), 25)).isNotEmpty();
        } else {
            assertRefused(target(), reason, 25);
        }
    }

    @Test
    void aManifestDoesNotOverwriteWhatAChartOrARepositoryOwns() throws Exception {
        String service = """
                apiVersion: v1
                kind: Service
                metadata: {name: extra, annotations: {meta.helm.sh/release-name: shop}}
                spec: {ports: [{port: %s}]}
                """;
        fraud.apply(service.formatted("80"));
        assertThat(check(fraud.target(Fraud.NEW, Fraud.replicas(), service.formatted("80")), 25)).isNotEmpty();
        assertRefused(fraud.target(Fraud.NEW, Fraud.replicas(), service.formatted("81")),
                "manifests: Service ml/extra belongs to the Helm release 'shop' and differs", 25);
    }

    @Test
    void whatManifestsBringNeedsItsOwnPermissions() {
        cluster.permit(false);
        assertRefused(fraud.target(Fraud.NEW, Fraud.replicas(), """
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: fraud}
                """), "update poddisruptionbudgets.policy, delete poddisruptionbudgets.policy", 25);
    }

    @Test
    void anOwnerThatIgnoresThePodsIsNoObstacle() throws Exception {
        change(metadata -> {
            metadata.setAnnotations(Map.of("meta.helm.sh/release-name", "shop", Ownership.PERMISSION, "pods"));
            metadata.setLabels(Map.of());
            return metadata;
        });
        assertThat(check(target(), 25)).isNotEmpty();
    }

    @Test
    void flaggerIsNotFought() {
        ResourceDefinitionContext kind = new ResourceDefinitionContext.Builder()
                .withGroup("flagger.app").withVersion("v1beta1").withKind("Canary").withPlural("canaries").withNamespaced(true).build();
        change(metadata -> {
            metadata.setLabels(Map.of());
            return metadata;
        });
        GenericKubernetesResource canary = new GenericKubernetesResource();
        canary.setApiVersion("flagger.app/v1beta1");
        canary.setKind("Canary");
        canary.setMetadata(new ObjectMeta());
        canary.getMetadata().setName("watch");
        canary.getMetadata().setNamespace("ml");
        canary.setAdditionalProperty("spec", Map.of("targetRef", Map.of("kind", "Deployment", "name", "fraud")));
        cluster.administrator().genericKubernetesResources(kind).inNamespace("ml").resource(canary).create();
        assertRefused(target(), "is the target of Flagger's Canary 'watch', which shifts the traffic itself; write traffic: 'flagger:watch'", 25);
    }

    @Test
    void autoscalersAreRespected() {
        fraud.apply("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: fraud-scaler}
                spec: {minReplicas: 3, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: fraud}}
                """);
        assertRefused(target(), "autoscaler 'fraud-scaler' changes the replicas of deployment ml/fraud", 25);
    }

    @Test
    void aFullQuotaIsRefusedWithTheNumbers() {
        fraud.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: ml-quota}
                spec: {hard: {pods: "5"}}
                status: {hard: {pods: "5"}, used: {pods: "3"}}
                """);
        assertRefused(target(), "quota 'ml-quota' in namespace 'ml' leaves 2 of pods, and 4 more pods need 4", 25, 50);
    }

    @Test
    void aQuotaOfLimitsCountsWhatPodsMayTakeAtMost() throws Exception {
        withHardware();
        fraud.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: ml-quota}
                spec: {hard: {"limits.nvidia.com/gpu": "4", limits.cpu: "1"}}
                status: {hard: {"limits.nvidia.com/gpu": "4", limits.cpu: "1"}, used: {"limits.nvidia.com/gpu": "3", limits.cpu: "1"}}
                """);
        assertRefused(target(), "leaves 1 of limits.nvidia.com/gpu, and 4 more pods need 4", 25, 50);
    }

    @Test
    void aFirstReleaseNeedsRoomToo() {
        cluster.administrator().resource(fraud.deploymentNamed("fraud")).delete();
        fraud.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: ml-quota}
                spec: {hard: {pods: "2"}}
                status: {hard: {pods: "2"}, used: {pods: "0"}}
                """);
        assertRefused(fraud.target(Fraud.NEW, Fraud.replicas(), Fraud.deployment("x")),
                "leaves 2 of pods, and 3 more pods need 3", 25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "StatefulSet      | apps/v1                     | replicas | replicas: 3, template: {spec: {containers: [CONTAINER]}}",
        "Rollout          | argoproj.io/v1alpha1        | argo     | replicas: 3, template: {spec: {containers: [CONTAINER]}}",
        "InferenceService | serving.kserve.io/v1beta1   | kserve   | predictor: {minReplicas: 3, containers: [CONTAINER]}",
    })
    void theRoomOfAFirstReleaseIsThatOfItsManifest(String kind, String version, String traffic, String spec) {
        fraud.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: ml-quota}
                status: {hard: {pods: "2"}, used: {pods: "0"}}
                """);
        String manifest = "apiVersion: %s\nkind: %s\nmetadata: {name: fraud}\nspec: {%s}\n"
                .formatted(version, kind, spec.replace("CONTAINER", "{name: server, image: x}"));
        Target target = new Target(Workload.parse(kind.toLowerCase(Locale.ROOT) + "/fraud"), "ml", Fraud.NEW, "", List.of(manifest),
                Traffic.of(traffic, Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1);
        assertRefused(target, "leaves 2 of pods, and 3 more pods need 3", 25);
    }

    @Test
    void gpusThatNobodyHasAreRefusedWithTheNumbers() throws Exception {
        withHardware();
        fraud.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: gpu-1}
                status: {allocatable: {nvidia.com/gpu: "4"}}
                """);
        for (int pod = 0; pod < 3; pod++) {
            running("fraud-" + pod, "gpu-1");
        }
        assertRefused(target(), "4 more pods need 4 nvidia.com/gpu, and the nodes have 1 free; take capacity 'swap'", 25, 50);
        // One for the canary, and one without which stable's own update at the promotion could not begin.
        assertRefused(target(), "2 more pods need 2 nvidia.com/gpu, and the nodes have 1 free", 25);
        rolling(1, 1);
        assertThat(check(target(), 25)).containsExactly("up to 1 canary pods run beside 3 of stable",
                "at the promotion stable's own rolling update makes up to 1 pods more at a time");
        rolling(0, 1);
        assertThat(check(target(), 25)).containsExactly("up to 1 canary pods run beside 3 of stable");
        running("hungry", null);
        assertRefused(target(), "the nodes have 1 free, for which pending pods wait for 1", 25);
        assertThat(check(swap(2), 33)).containsExactly("up to 1 canary pods run beside 2 of stable, one of them in its place");
        assertRefused(swap(3), "capacity 'swap' would take one of 3 stable replicas, and minStable is 3", 33);
        assertRefused(swap(2), "steps [25] cannot be reached by numbers of pods beside 2 of stable, which give 33, 50, 60, 67", 25);
    }

    @Test
    void aContainerThatIsNotClearIsAskedFor() {
        Target target = new Target(Workload.parse("deployment/fraud"), "ml", Fraud.NEW, "sidecar", List.of(), Fraud.replicas(),
                Target.Capacity.SURGE, 1);
        assertRefused(target, "container 'sidecar' is not in deployment ml/fraud, which has server", 25);
    }

    @Test
    void whatDoesNotExistNeedsAManifest() throws Exception {
        cluster.administrator().resource(fraud.deploymentNamed("fraud")).delete();
        assertRefused(target(), "deployment ml/fraud does not exist; give its manifest", 25);
        assertThat(check(fraud.target(Fraud.NEW, Fraud.replicas(), Fraud.deployment("x")), 25))
                .containsExactly("deployment ml/fraud does not exist yet; it is made from its manifest");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "kind: Secret, metadata: {name: a}, stringData: {k: s3cr3t}   | would put secret data into the build",
        "kind: Pod, metadata: {name: a}                            | does not belong to a release",
        "kind: ConfigMap, metadata: {name: a, namespace: other}    | is for namespace 'other', and the release for 'ml'",
        "kind: ConfigMap, data: {a: b}                             | has no name",
        "{s3cr3t                                                   | file 1 holds no Kubernetes objects",
    })
    void whatMayNotBelongToAReleaseIsRefused(String fields, String reason) {
        assertRefused(fraud.target(Fraud.NEW, Fraud.replicas(), "apiVersion: v1\n" + fields.replaceAll(", (?=(metadata|data|stringData):)", "\n")), reason, 25);
    }

    @Test
    void theRouteThatTrafficSteersIsNoManifest() {
        Traffic nginx = Traffic.of("nginx:fraud", Strategy.CANARY, "", "");
        assertRefused(fraud.target(Fraud.NEW, nginx, "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: fraud}"),
                "is the route that traffic steers during the release", 25);
    }

    private Target target() {
        return fraud.target(Fraud.NEW, Fraud.replicas());
    }

    private Target swap(int minStable) {
        return new Target(Workload.parse("deployment/fraud"), "ml", Fraud.NEW, "", List.of(), Fraud.replicas(),
                Target.Capacity.SWAP, minStable);
    }

    private List<String> check(Target target, Integer... steps) throws InterruptedException {
        return KubernetesReleases.preflight(cluster.connection(), target, List.of(steps));
    }

    private void assertRefused(Target target, String reason, Integer... steps) {
        assertThatThrownBy(() -> check(target, steps))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason)
                .message().doesNotContain("\n").doesNotContain("s3cr3t").contains(";");
    }

    private static ObjectMeta owned(ObjectMeta metadata, String annotation, String value) {
        metadata.setAnnotations(Map.of(annotation, value));
        metadata.setLabels(Map.of());
        return metadata;
    }

    private void change(UnaryOperator<ObjectMeta> change) {
        Deployment found = fraud.deploymentNamed("fraud");
        found.setMetadata(change.apply(found.getMetadata()));
        cluster.administrator().resource(found).update();
    }

    private void withHardware() {
        Deployment found = fraud.deploymentNamed("fraud");
        Deployment greedy = new DeploymentBuilder(found).editSpec().editTemplate().editSpec().editContainer(0)
                .withNewResources()
                .addToLimits("nvidia.com/gpu", new Quantity("1"))
                .addToRequests("cpu", new Quantity("500m"))
                .endResources()
                .endContainer().endSpec().endTemplate().endSpec().build();
        cluster.administrator().resource(greedy).update();
    }

    private void rolling(int maxSurge, int maxUnavailable) {
        Deployment found = fraud.deploymentNamed("fraud");
        cluster.administrator().resource(new DeploymentBuilder(found).editSpec().withNewStrategy().withNewRollingUpdate()
                .withMaxSurge(new IntOrString(maxSurge)).withMaxUnavailable(new IntOrString(maxUnavailable))
                .endRollingUpdate().endStrategy().endSpec().build()).update();
    }

    private void running(String name, String node) {
        Deployment found = fraud.deploymentNamed("fraud");
        cluster.administrator().resource(new PodBuilder()
                .withNewMetadata().withName(name).withNamespace("ml").endMetadata()
                .withSpec(found.getSpec().getTemplate().getSpec())
                .editSpec().withNodeName(node).endSpec()
                .build()).create();
    }
}
