package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.kubernetes.RunningJob;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The example's permissions are enough, and what the preflight asks for is among them. */
class RbacExampleTest {
    private static final Path EXAMPLE = Path.of("examples/kubernetes/rbac.yaml");
    private static final String ID = "2026-01-01T00:00:00Z";

    @Test
    void everyVerbThatThePreflightNamesIsGranted() throws IOException {
        Role role = role();
        for (String traffic : List.of("replicas", "gateway-api:a", "istio:a", "nginx:a")) {
            Target target = new Target(Workload.parse("deployment/fraud"), "ml", "image", "", List.of("manifest"),
                    Traffic.of(traffic, Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1);
            requireGranted(role, Preflight.needed(target));
        }
        for (String inPlace : List.of("statefulset replicas", "inferenceservice kserve", "rollout argo")) {
            String[] words = inPlace.split(" ");
            Target target = new Target(Workload.parse(words[0] + "/fraud"), "ml", "image", "", List.of("manifest"),
                    Traffic.of(words[1], Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1);
            requireGranted(role, InPlacePreflight.needed(target, KubernetesReleases.inPlace(target)));
        }
        requireGranted(role, PodMetrics.needed(true));
        requireGranted(role, PodRequests.needed());
        requireGranted(role, RunningJob.needed());
    }

    private static void requireGranted(Role role, List<Needed> all) {
        assertThat(all).allSatisfy(needed ->
                assertThat(role.getRules()).as(needed.toString()).anyMatch(rule -> grants(rule, needed)));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
    void aReleaseNeedsNoMore() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            Fraud fraud = new Fraud(cluster).standing();
            cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud").edit(found -> {
                found.getMetadata().getLabels().remove("argocd.argoproj.io/instance");
                return found;
            });
            String token = cluster.token("model-delivery");
            Target target = fraud.target(Fraud.NEW, Fraud.replicas());
            try (ClusterConnection connection = new ClusterConnection(cluster.gate().client(cluster.namespace(), token))) {
                assertThatThrownBy(() -> KubernetesReleases.preflight(connection, target, List.of(25)))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("get deployments.apps, create deployments.apps");
                grant(cluster);
                release(fraud, cluster, connection, target);
            }
        }
    }

    private static void release(Fraud fraud, RealCluster cluster, ClusterConnection connection, Target target) throws Exception {
        assertThat(KubernetesReleases.preflight(connection, target, List.of(25))).isNotEmpty();
        ReleaseLock lock = new ReleaseLock(connection, target, Duration.ofMinutes(2), Clock.systemUTC());
        assertThat(lock.hold("one")).isEmpty();
        assertThat(lock.hold("two")).contains("one");
        Router router = KubernetesReleases.router(connection, target);
        List<String> before = router.manifests();
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        fraud.until(() -> router.restore("former", before), route -> route.stable().equals("former") && route.readiness().isReady());
        lock.release("one");
        assertThat(lock.hold("two")).isEmpty();
        cluster.gate().troubled((method, path) -> method.equals("GET") ? null : new ApiGate.Answer(0, ""));
        assertThat(router.read().stable()).isEqualTo("former");
    }

    private static void grant(RealCluster cluster) throws IOException {
        try (var manifest = Files.newInputStream(EXAMPLE)) {
            cluster.administrator().load(manifest).inNamespace(cluster.namespace()).resources()
                    .filter(resource -> !resource.item().getKind().equals("ServiceAccount"))
                    .forEach(resource -> {
                        HasMetadata item = resource.item();
                        item.getMetadata().setNamespace(cluster.namespace());
                        if (item instanceof RoleBinding binding) {
                            binding.getSubjects().forEach(subject -> subject.setNamespace(cluster.namespace()));
                        }
                        cluster.administrator().resource(item).create();
                    });
        }
    }

    private static boolean grants(PolicyRule rule, Needed needed) {
        return rule.getApiGroups().contains(needed.group())
                && rule.getResources().contains(needed.resource())
                && rule.getVerbs().contains(needed.verb());
    }

    private static Role role() throws IOException {
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                var manifest = Files.newInputStream(EXAMPLE)) {
            return client.load(manifest).items().stream()
                    .filter(Role.class::isInstance)
                    .map(Role.class::cast)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
