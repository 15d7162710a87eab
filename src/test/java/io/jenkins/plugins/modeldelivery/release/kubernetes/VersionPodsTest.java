package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads that hold both versions in one object tell their pods apart by what their controllers write on them. */
@EnableKubernetesMockClient(crud = true, https = false)
class VersionPodsTest {
    KubernetesClient client;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "statefulset | StatefulSet | apps/v1 | statefulsets | replicas | {updateRevision: b} | controller-revision-hash",
        "rollout | Rollout | argoproj.io/v1alpha1 | rollouts | argo | {currentPodHash: b} | rollouts-pod-template-hash",
        "inferenceservice | InferenceService | serving.kserve.io/v1beta1 | inferenceservices | kserve"
                + " | {components: {predictor: {latestCreatedRevision: b}}} | serving.knative.dev/revision",
    })
    void whileACanaryRunsAndOnlyThen(
            String workload, String kind, String version, String plural, String traffic, String status, String label)
            throws Exception {
        try (MockCluster cluster = new MockCluster(client)) {
            Target target = new Target(Workload.parse(workload + "/fraud"), "ml", "image", "", List.of(),
                    Traffic.of(traffic, Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1);
            for (String revision : List.of("a", "b")) {
                Map<String, String> labels = Map.of(
                        "app", "fraud", "serving.kserve.io/inferenceservice", "fraud", "component", "predictor", label, revision);
                client.resource(new PodBuilder()
                        .withNewMetadata().withName("pod-" + revision).withNamespace("ml").withLabels(labels).endMetadata()
                        .build()).create();
            }
            ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                    .withGroup(version.substring(0, version.indexOf('/')))
                    .withVersion(version.substring(version.indexOf('/') + 1))
                    .withKind(kind).withPlural(plural).withNamespaced(true).build();
            GenericKubernetesResource object = Serialization.unmarshal(
                    "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: fraud, namespace: ml}\n"
                            + "spec: {selector: {matchLabels: {app: fraud}}}\nstatus: " + status + "\n",
                    GenericKubernetesResource.class);
            client.genericKubernetesResources(context).inNamespace("ml").resource(object).create();
            client.genericKubernetesResources(context).inNamespace("ml").resource(object).updateStatus();
            assertThat(VersionPods.of(cluster.connection(), target).canary()).isEmpty();
            assertThat(VersionPods.of(cluster.connection(), target).stable()).hasSize(2);

            client.genericKubernetesResources(context).inNamespace("ml").withName("fraud").edit(found -> {
                Marks.write(found, Marks.FORMER, "{}");
                return found;
            });
            VersionPods pods = VersionPods.of(cluster.connection(), target);
            assertThat(pods.stable()).extracting(pod -> pod.getMetadata().getName()).containsExactly("pod-a");
            assertThat(pods.canary()).extracting(pod -> pod.getMetadata().getName()).containsExactly("pod-b");
        }
    }
}
