package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the release of a Deployment by numbers of pods, on every API server. */
abstract class DeploymentReleases {
    private static final String ID = "2026-01-01T00:00:00Z";

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
    void aCanaryRisesIsPromotedAndLeavesNothingBehind() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThat(router.isLive()).isFalse();

        fraud.until(() -> router.deploy(ID), route -> route.canary().equals(ID));
        assertThat(fraud.image("fraud-canary")).isEqualTo(Fraud.NEW);
        assertThat(fraud.deploymentNamed("fraud-canary").getMetadata().getLabels()).doesNotContainKey("argocd.argoproj.io/instance");
        Route quarter = fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        assertThat(quarter).isEqualTo(new Route(Fraud.OLD, ID, 25));
        assertThat(fraud.deploymentNamed("fraud-canary").getSpec().getReplicas()).isEqualTo(1);
        assertThat(fraud.deploymentNamed("fraud").getSpec().getReplicas()).isEqualTo(3);
        fraud.until(() -> router.shift(50), route -> route.canaryPercent() == 50 && route.readiness().isReady());

        Route promoted = fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        assertThat(promoted).isEqualTo(new Route(ID, "", 0));
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
        assertThat(fraud.deploymentNamed("fraud").getSpec().getReplicas()).isEqualTo(3);
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();
        assertThat(router.isLive()).isTrue();
    }

    @Test
    void whatIsRepeatedDoesNothing() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        cluster.gate().forgetWrites();
        router.deploy(ID);
        router.shift(25);
        assertThat(cluster.gate().writes()).isEmpty();
        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        cluster.gate().forgetWrites();
        router.promote(ID);
        router.withdraw(ID);
        assertThat(cluster.gate().writes()).isEmpty();
    }

    @Test
    void rollingBackTakesTheTrafficInOneWriteAndThenTheCanary() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(50), route -> route.canaryPercent() == 50 && route.readiness().isReady());
        cluster.gate().forgetWrites();
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(cluster.gate().writes()).hasSize(1);
        assertThat(router.withdraw(ID)).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.OLD);
    }

    @Test
    void aPromotionThatCannotEndIsUndone() throws Exception {
        String broken = Fraud.NEW + TestCluster.BROKEN;
        Router good = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        fraud.until(() -> good.deploy(ID), Route::hasCanary);
        Router router = fraud.router(fraud.target(broken, Fraud.replicas()));
        Route stuck = fraud.until(() -> router.promote(ID), route -> route.readiness().hasFailed());
        assertThat(stuck.stable()).isEqualTo(ID);
        assertThat(stuck.readiness().reason()).contains("ImagePullBackOff");

        router.shift(0);
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.OLD);
        Route back = fraud.until(() -> router.withdraw(ID), route -> !route.hasCanary() && route.readiness().isReady());
        assertThat(back.stable()).isEqualTo(Fraud.OLD);
    }

    @Test
    void underSwapStableGivesOneReplicaAndGetsItBackEitherWay() throws Exception {
        Router router = fraud.standing().router(swap(Fraud.NEW));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        assertThat(replicas("fraud")).isEqualTo(2);
        router.deploy(ID);
        assertThat(replicas("fraud")).as("one at most").isEqualTo(2);
        router.shift(0);
        fraud.until(() -> router.withdraw(ID), route -> !route.hasCanary());
        assertThat(replicas("fraud")).isEqualTo(3);

        fraud.until(() -> router.deploy("next"), Route::hasCanary);
        assertThat(replicas("fraud")).isEqualTo(2);
        fraud.until(() -> router.promote("next"), route -> route.hasPromoted("next"));
        assertThat(replicas("fraud")).isEqualTo(3);
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
    }

    @Test
    void underSwapAPromotionTakesNoMoreRoomThanTheCanaryDid() throws Exception {
        Router router = fraud.standing().router(swap(Fraud.NEW));
        DeploymentStrategy own = fraud.deploymentNamed("fraud").getSpec().getStrategy();
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(33), route -> route.canaryPercent() == 33 && route.readiness().isReady());

        Route begun = router.promote(ID);
        assertThat(begun.hasPromoted(ID)).as("before any pod is up").isFalse();
        assertThat(replicas("fraud") + replicas("fraud-canary")).isEqualTo(3);
        assertInPlace();
        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();
        assertWhole(Fraud.NEW, own);
    }

    @Test
    void underSwapAPromotionThatCannotEndIsUndoneInTheSameRoom() throws Exception {
        Router good = fraud.standing().router(swap(Fraud.NEW));
        DeploymentStrategy own = fraud.deploymentNamed("fraud").getSpec().getStrategy();
        fraud.until(() -> good.deploy(ID), Route::hasCanary);
        Router router = fraud.router(swap(Fraud.NEW + TestCluster.BROKEN));
        fraud.until(() -> router.promote(ID), route -> route.readiness().hasFailed());

        Route undone = router.shift(0);
        assertThat(undone.hasCanary()).as("stays until stable is back").isTrue();
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.OLD);
        assertInPlace();
        fraud.until(() -> router.shift(0), route -> route.canaryPercent() == 0);
        fraud.until(() -> router.withdraw(ID), route -> !route.hasCanary());
        assertWhole(Fraud.OLD, own);
    }

    @Test
    void underSwapAPromotionEndsThoughSomebodyDeletesTheCanary() throws Exception {
        Router router = fraud.standing().router(swap(Fraud.NEW));
        DeploymentStrategy own = fraud.deploymentNamed("fraud").getSpec().getStrategy();
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        router.promote(ID);
        cluster.administrator().resource(fraud.deploymentNamed("fraud-canary")).delete();
        assertThat(router.read().hasPromoted(ID)).isFalse();
        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        assertWhole(Fraud.NEW, own);
    }

    private void assertInPlace() {
        assertThat(fraud.deploymentNamed("fraud").getSpec().getStrategy().getRollingUpdate())
                .isEqualTo(new RollingUpdateDeployment(new IntOrString(0), new IntOrString(1)));
    }

    private void assertWhole(String image, DeploymentStrategy own) {
        assertThat(fraud.image("fraud")).isEqualTo(image);
        assertThat(replicas("fraud")).isEqualTo(3);
        assertThat(fraud.deploymentNamed("fraud").getSpec().getStrategy()).isEqualTo(own);
        assertThat(fraud.deploymentNamed("fraud").getMetadata().getAnnotations()).doesNotContainKeys(Marks.STRATEGY, Marks.REPLICAS);
    }

    private Target swap(String image) {
        return new Target(Workload.parse("deployment/fraud"), cluster.namespace(), image, "", List.of(), Fraud.replicas(),
                Target.Capacity.SWAP, 1);
    }

    private int replicas(String name) {
        return fraud.deploymentNamed(name).getSpec().getReplicas();
    }

    @Test
    void anImageThatCannotBePulledIsSaidSo() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW + TestCluster.BROKEN, Fraud.replicas()));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        Route route = fraud.until(() -> router.shift(25), seen -> seen.readiness().hasFailed());
        assertThat(route.readiness().reason())
                .startsWith("deployment fraud-canary: pod fraud-canary-")
                .endsWith(": ImagePullBackOff (no such image)");
    }

    @Test
    void whatSomebodyElseDeletesIsSeen() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        cluster.administrator().resource(fraud.deploymentNamed("fraud-canary")).delete();
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThatThrownBy(() -> router.shift(25))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("fraud-canary is gone; somebody deleted it");
        cluster.administrator().resource(fraud.deploymentNamed("fraud")).delete();
        assertThat(router.read()).isEqualTo(new Route("", "", 0));
    }

    @Test
    void whatSomebodyElseScalesIsSeen() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25 && route.readiness().isReady());
        cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud-canary")
                .edit(found -> new DeploymentBuilder(found).editSpec().withReplicas(3).endSpec().build());
        assertThat(router.read().canaryPercent()).isEqualTo(50);
    }

    @Test
    void anotherReleaseIsNotOverrun() throws Exception {
        Router router = fraud.standing().router(fraud.target(Fraud.NEW, Fraud.replicas()));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        for (Fraud.Call call : List.<Fraud.Call>of(() -> router.deploy("other"), () -> router.promote("other"))) {
            assertThatThrownBy(call::make).isInstanceOf(InvalidInputException.class).hasMessageContaining("belongs to release '" + ID);
        }
        assertThat(router.withdraw("other").canary()).isEqualTo(ID);
    }

    @Test
    void aFirstReleaseIsMadeFromItsManifestAndPromotedOrTakenAway() throws Exception {
        fraud.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: fraud-keys}
                """);
        Target target = fraud.target(
                Fraud.NEW, Fraud.replicas(), Fraud.deployment("later:1"), Fraud.settings("fraud-config-v1", "0.5"));
        Router router = fraud.router(target);
        assertThat(router.read()).isEqualTo(new Route("", "", 0));
        Route first = fraud.until(() -> router.deploy(ID), route -> route.readiness().isReady());
        assertThat(first).isEqualTo(new Route("", ID, 100, Readiness.READY));
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
        assertThat(fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID) && route.readiness().isReady()))
                .isEqualTo(new Route(ID, "", 0));

        cluster.administrator().resource(fraud.deploymentNamed("fraud")).delete();
        fraud.until(() -> router.deploy("second"), Route::hasCanary);
        router.shift(0);
        assertThat(fraud.deploymentNamed("fraud").getSpec().getReplicas()).isZero();
        assertThat(router.withdraw("second")).isEqualTo(new Route("", "", 0));
    }

    @Test
    void theSetMovesTogetherAndAFormerOneComesBackWhole() throws Exception {
        fraud.standing();
        String given = Fraud.deployment("later:1").replace("fraud-config-v1", "fraud-config-v2");
        Target target = fraud.target(Fraud.NEW, Fraud.replicas(), given, Fraud.settings("fraud-config-v2", "0.7"));
        Router router = fraud.router(target);
        List<String> before = router.manifests();
        assertThat(before).hasSize(3).noneMatch(manifest -> manifest.contains("s3cr3t"));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        assertThat(router.isLive()).isTrue();
        assertThat(fraud.deploymentNamed("fraud").getSpec().getTemplate().getSpec().getContainers().get(0).getEnvFrom().get(0)
                .getConfigMapRef().getName()).isEqualTo("fraud-config-v2");

        cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v1").delete();
        Router later = fraud.router(fraud.target("", Fraud.replicas()));
        Route restored = fraud.until(
                () -> later.restore("former", before), route -> route.stable().equals("former") && route.readiness().isReady());
        assertThat(restored).isEqualTo(new Route("former", "", 0));
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.OLD);
        assertThat(cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v1").get().getData())
                .containsEntry("threshold", "0.5");
        cluster.gate().forgetWrites();
        later.restore("former", before);
        assertThat(cluster.gate().writes()).isEmpty();
    }

    @Test
    void whatWasEditedInPlaceOrIsGoneIsRefusedWithTheCure() throws Exception {
        Router router = fraud.standing().router(
                fraud.target(Fraud.NEW, Fraud.replicas(), Fraud.settings("fraud-config-v1", "0.7")));
        assertThatThrownBy(() -> router.deploy(ID))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exists with other data").hasMessageContaining("fraud-config-v1-v2");
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();

        Router plain = fraud.router(fraud.target("", Fraud.replicas()));
        List<String> before = plain.manifests();
        cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v1").edit(map -> {
            map.getData().put("threshold", "0.9");
            return map;
        });
        assertThatThrownBy(() -> plain.restore("former", before))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("was edited in place");
        cluster.administrator().secrets().inNamespace(cluster.namespace()).withName("fraud-keys").delete();
        cluster.administrator().configMaps().inNamespace(cluster.namespace()).withName("fraud-config-v1").delete();
        assertThatThrownBy(() -> plain.restore("former", before))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("fraud-keys of that release is gone");
    }
}
