package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The example's permissions are enough for a whole release, and each of them is needed. */
class RbacExampleTest {
    static final Path EXAMPLE = Path.of("examples/kubernetes/rbac.yaml");
    private static final String ID = "2026-01-01T00:00:00Z";

    /** Asked for where it may be had, and done without where not: quotas, Flagger; and Secrets when a release is brought back. */
    private static final List<Needed> OPTIONAL = List.of(
            new Needed("list", "", "resourcequotas"), new Needed("list", "flagger.app", "canaries"), new Needed("get", "", "secrets"));

    @Test
    void everyVerbThatIsNeededIsGrantedAndNoOther() throws IOException {
        assertThat(granted(role())).containsExactlyInAnyOrderElementsOf(needed());
    }

    private static Set<Needed> granted(Role role) {
        Set<Needed> granted = new LinkedHashSet<>();
        for (PolicyRule rule : role.getRules()) {
            for (String group : rule.getApiGroups()) {
                rule.getResources().forEach(resource -> rule.getVerbs().forEach(verb -> granted.add(new Needed(verb, group, resource))));
            }
        }
        return granted;
    }

    private static Set<Needed> needed() {
        Set<Needed> needed = new LinkedHashSet<>(OPTIONAL);
        for (String traffic : List.of("replicas", "gateway-api:a", "istio:a", "nginx:a")) {
            Target target = new Target(Workload.parse("deployment/fraud"), "ml", "image", "", List.of("manifest"),
                    Traffic.of(traffic, Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1);
            needed.addAll(Preflight.needed(target));
        }
        for (String inPlace : List.of("statefulset replicas", "inferenceservice kserve", "rollout argo")) {
            String[] words = inPlace.split(" ");
            Target target = new Target(Workload.parse(words[0] + "/fraud"), "ml", "image", "", List.of("manifest"),
                    Traffic.of(words[1], Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1);
            needed.addAll(InPlacePreflight.needed(target, KubernetesReleases.inPlace(target)));
        }
        needed.addAll(FlaggerPreflight.needed(new Target(Workload.parse("deployment/fraud"), "ml", "image", "", List.of("manifest"),
                Traffic.of("flagger:a", Strategy.CANARY, "", ""), Target.Capacity.SURGE, 1)));
        needed.addAll(PodMetrics.needed(true));
        needed.addAll(PodRequests.needed());
        needed.addAll(RunningJob.needed());
        return needed;
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
                cluster.grant(EXAMPLE);
                release(fraud, cluster, connection, target);
            }
        }
    }

    private static void release(Fraud fraud, RealCluster cluster, ClusterConnection connection, Target target) throws Exception {
        assertThat(KubernetesReleases.preflight(connection, target, List.of(25))).isNotEmpty();
        ReleaseLock lock = new ReleaseLock(connection, target, Duration.ofMinutes(2), Clock.systemUTC());
        assertThat(lock.hold("one")).isEmpty();
        assertThat(lock.hold("two")).contains("one");
        Router router = KubernetesReleases.router(connection, target, Clock.systemUTC());
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
