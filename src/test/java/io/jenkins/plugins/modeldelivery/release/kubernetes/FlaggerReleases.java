package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for a Deployment that Flagger owns. Flagger is played by the test, an interval at a time, as 1.44 goes on. */
abstract class FlaggerReleases {
    private static final String ID = "2026-01-01T00:00:00Z";
    private static final List<Integer> WEIGHTS = List.of(10, 25, 50);
    private static final String CANARY = """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {name: watch}
            spec:
              provider: istio
              targetRef: {apiVersion: apps/v1, kind: Deployment, name: fraud}
              service: {port: 80}
              analysis: {interval: 1m, threshold: 3, maxWeight: 50, stepWeights: [10, 25, 50]}
            """;

    private TestCluster cluster;
    private Fraud fraud;

    abstract TestCluster open();

    @BeforeEach
    void start() {
        cluster = open();
        fraud = new Fraud(cluster).standing();
        cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud").edit(found -> {
            found.getMetadata().getLabels().remove("argocd.argoproj.io/instance");
            return found;
        });
        GenericKubernetesResource canary = Serialization.unmarshal(CANARY, GenericKubernetesResource.class);
        canary.getMetadata().setNamespace(cluster.namespace());
        cluster.administrator().genericKubernetesResources(FlaggerCanary.CONTEXT).inNamespace(cluster.namespace())
                .resource(canary).create();
        cluster.administrator().resource(primary(fraud.deploymentNamed("fraud"))).create();
        scale(0);
        status(status -> {
            status.put("phase", "Initialized");
            status.put("lastAppliedSpec", hash());
            status.put("lastPromotedSpec", hash());
        });
        cluster.settle();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void flaggerIsHeldAtEachShareAndPromotesWhenItIsTold() throws Exception {
        Router router = router(Fraud.NEW);
        Object before = Fields.copy(Fields.spec(get()));
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));
        until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        interval();
        interval();
        assertThat(router.read()).as("held while it comes up and warms up").isEqualTo(new Route(Fraud.OLD, ID, 0));
        until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        interval();
        assertThat(router.read()).as("held at a share, past one that nobody asked for").isEqualTo(new Route(Fraud.OLD, ID, 25));
        until(() -> router.shift(50), route -> route.canaryPercent() == 50 && route.readiness().isReady());
        assertThat(image("fraud-primary")).isEqualTo(Fraud.OLD);
        assertThat(until(() -> router.promote(ID), route -> route.hasPromoted(ID))).isEqualTo(new Route(ID, "", 0));
        assertThat(image("fraud-primary")).isEqualTo(Fraud.NEW);
        assertThat(Fields.spec(get())).as("the Canary is what it was").isEqualTo(before);
        assertThat(router.isLive()).isTrue();
        cluster.gate().forgetWrites();
        router.promote(ID);
        router.withdraw(ID);
        assertThat(cluster.gate().writes()).isEmpty();
    }

    @Test
    void flaggerGoesBackWhenItIsTold() throws Exception {
        Router router = router(Fraud.NEW);
        Object before = Fields.copy(Fields.spec(get()));
        until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        router.shift(0);
        interval();
        assertThat(router.read().canaryPercent()).as("after one interval of Flagger").isZero();
        assertThat(until(() -> router.withdraw(ID), route -> !route.hasCanary())).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThat(image("fraud")).isEqualTo(Fraud.OLD);
        assertThat(image("fraud-primary")).isEqualTo(Fraud.OLD);
        assertThat(Fields.spec(get())).isEqualTo(before);
        interval();
        assertThat(phase()).as("nothing more to do").isEqualTo("Failed");

        until(() -> router.deploy("next"), route -> route.hasCanary() && route.readiness().isReady());
        assertThat(until(() -> router.promote("next"), route -> route.hasPromoted("next")).stable()).isEqualTo("next");
    }

    @Test
    void aCanaryThatNeverComesUpGoesBackToo() throws Exception {
        Router router = router(Fraud.NEW + TestCluster.BROKEN);
        Route stuck = until(() -> router.deploy(ID), route -> route.readiness().hasFailed());
        assertThat(stuck.readiness().reason()).contains("ImagePullBackOff");
        assertThat(until(() -> router.withdraw(ID), route -> !route.hasCanary())).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThat(image("fraud")).isEqualTo(Fraud.OLD);
    }

    @Test
    void whatFlaggerTakesBackByItselfIsSaid() throws Exception {
        Router router = router(Fraud.NEW);
        until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        status(status -> {
            status.put("phase", "Failed");
            status.put("canaryWeight", 0);
        });
        assertThat(router.read().readiness().hasFailed()).isTrue();
        assertThat(router.read().readiness().reason()).isEqualTo("Flagger's Canary " + cluster.namespace()
                + "/watch has taken the traffic back");
    }

    @Test
    void aPromotedVersionIsUndoneAndAFormerOneComesBack() throws Exception {
        Router router = router(Fraud.NEW);
        List<String> before = router.manifests();
        until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        router.promote(ID);
        interval();
        assertThat(image("fraud-primary")).isEqualTo(Fraud.NEW);
        until(() -> router.shift(0), route -> image("fraud-primary").equals(Fraud.OLD));
        assertThat(until(() -> router.withdraw(ID), route -> !route.hasCanary())).isEqualTo(new Route(Fraud.OLD, "", 0));

        until(() -> router.deploy("next"), route -> route.hasCanary() && route.readiness().isReady());
        until(() -> router.promote("next"), route -> route.hasPromoted("next"));
        assertThat(router.restore("former", before).readiness().isReady()).as("ordered, and not there yet").isFalse();
        until(() -> router.restore("former", before), route -> route.readiness().isReady());
        assertThat(router.read()).isEqualTo(new Route("former", "", 0));
        assertThat(image("fraud-primary")).isEqualTo(Fraud.OLD);
    }

    @Test
    void whatCannotBeDrivenIsRefused() throws Exception {
        assertThat(check(10, 50)).containsExactly("up to 3 canary pods run beside those of stable");
        assertRefused("takes the weights [10, 25, 50], which lack [5]; make steps and stepWeights agree", 5, 50);
        change(Map.of("suspend", true));
        assertRefused("is suspended or skips its analysis", 10);
        change(Map.of("suspend", false, "analysis", Map.of("interval", "5s", "threshold", 3, "stepWeights", WEIGHTS)));
        assertRefused("goes on every 5s, too fast to be held", 10);
        change(Map.of("analysis", Map.of("interval", "1m", "threshold", 3, "iterations", 10)));
        assertRefused("shares no traffic by weight", 10);
        Target other = fraud.target(Fraud.NEW, Traffic.of("flagger:nobody", Strategy.CANARY, "", ""));
        assertThatThrownBy(() -> KubernetesReleases.preflight(cluster.connection(), other, List.of(10)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("nobody does not exist");
        assertThatThrownBy(() -> KubernetesReleases.preflight(
                        cluster.connection(), fraud.target(Fraud.NEW, Fraud.replicas()), List.of(25)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("write traffic: 'flagger:watch'");
    }

    private List<String> check(Integer... steps) throws InterruptedException {
        return KubernetesReleases.preflight(cluster.connection(), target(Fraud.NEW), List.of(steps));
    }

    private void assertRefused(String reason, Integer... steps) {
        assertThatThrownBy(() -> check(steps)).isInstanceOf(InvalidInputException.class).hasMessageContaining(reason);
    }

    private Target target(String image) {
        return fraud.target(image, Traffic.of("flagger:watch", Strategy.CANARY, "", ""));
    }

    private Router router(String image) {
        return fraud.router(target(image));
    }

    /** Looks as often as a canary does: more than once in an interval of Flagger. */
    private Route until(Fraud.Call call, Predicate<Route> reached) throws InterruptedException {
        Route route = call.make();
        for (int look = 0; look < 12 && !reached.test(route); look++) {
            interval();
            route = call.make();
        }
        if (!reached.test(route)) {
            throw new AssertionError("never reached: " + route);
        }
        return route;
    }

    /** What Flagger does at one of its intervals. */
    private void interval() {
        cluster.settle();
        Map<String, Object> spec = Fields.spec(get());
        Map<String, Object> status = Fields.map(get().getAdditionalProperties(), "status");
        Deployment workload = fraud.deploymentNamed("fraud");
        if (Boolean.TRUE.equals(spec.get("suspend"))) {
            return;
        }
        if (!phase().equals("Progressing")) {
            if (!hash().equals(Fields.text(status, "lastPromotedSpec")) && !hash().equals(Fields.text(status, "lastAppliedSpec"))) {
                scale(3);
                become("Progressing", 0, hash());
            }
        } else if (Progress.of(workload, List.of()).isReady()) {
            goOn(spec, status, workload);
        }
        cluster.settle();
    }

    private void goOn(Map<String, Object> spec, Map<String, Object> status, Deployment workload) {
        String applied = Fields.text(status, "lastAppliedSpec");
        int weight = Fields.number(status, "canaryWeight", 0);
        if (Boolean.TRUE.equals(spec.get("skipAnalysis"))) {
            cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud-primary")
                    .edit(found -> new DeploymentBuilder(primary(workload))
                            .editMetadata().withResourceVersion(found.getMetadata().getResourceVersion()).endMetadata().build());
            scale(0);
            become("Succeeded", 0, applied);
            status(now -> now.put("lastPromotedSpec", applied));
        } else if (Fields.number(status, "failedChecks", 0) >= 3) {
            scale(0);
            become("Failed", 0, applied);
        } else {
            become("Progressing", WEIGHTS.stream().filter(next -> next > weight).findFirst().orElse(weight), applied);
        }
    }

    private void become(String phase, int weight, String applied) {
        status(status -> {
            status.put("phase", phase);
            status.put("canaryWeight", weight);
            status.put("failedChecks", 0);
            status.put("lastAppliedSpec", applied);
        });
    }

    private Deployment primary(Deployment workload) {
        return new DeploymentBuilder()
                .withNewMetadata().withName("fraud-primary").withNamespace(cluster.namespace()).endMetadata()
                .withSpec(workload.getSpec())
                .editSpec()
                .withReplicas(3)
                .editSelector().addToMatchLabels("app", "fraud-primary").endSelector()
                .editTemplate().editMetadata().addToLabels("app", "fraud-primary").endMetadata().endTemplate()
                .endSpec()
                .build();
    }

    private String image(String name) {
        return fraud.image(name);
    }

    private String phase() {
        return Fields.text(Fields.map(get().getAdditionalProperties(), "status"), "phase");
    }

    private String hash() {
        return Integer.toHexString(Serialization.asJson(fraud.deploymentNamed("fraud").getSpec().getTemplate()).hashCode());
    }

    private void scale(int replicas) {
        cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud")
                .edit(found -> new DeploymentBuilder(found).editSpec().withReplicas(replicas).endSpec().build());
    }

    private void change(Map<String, Object> fields) {
        GenericKubernetesResource object = get();
        Fields.spec(object).putAll(fields);
        cluster.administrator().genericKubernetesResources(FlaggerCanary.CONTEXT).inNamespace(cluster.namespace())
                .resource(object).update();
    }

    private void status(Consumer<Map<String, Object>> change) {
        GenericKubernetesResource object = get();
        change.accept(Fields.map(object.getAdditionalProperties(), "status"));
        cluster.administrator().genericKubernetesResources(FlaggerCanary.CONTEXT).inNamespace(cluster.namespace())
                .resource(object).updateStatus();
    }

    private GenericKubernetesResource get() {
        return cluster.administrator().genericKubernetesResources(FlaggerCanary.CONTEXT).inNamespace(cluster.namespace())
                .withName("watch").get();
    }
}
