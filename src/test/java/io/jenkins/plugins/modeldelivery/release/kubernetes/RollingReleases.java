package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for a Deployment whose pods are replaced some at a time, on every API server. */
abstract class RollingReleases {
    private static final String ID = "2026-01-01T00:00:00Z";
    private static final int PODS = 3;

    private TestCluster cluster;
    private Fraud fraud;

    abstract TestCluster open();

    @BeforeEach
    void start() {
        cluster = open();
        fraud = new Fraud(cluster).standing();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void podsComeInThePlaceOfStablesAndNeverMoreThanItsSurge() throws Exception {
        Router router = router(Target.Capacity.SURGE);
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        Route third = fraud.until(() -> within(PODS, PODS + 1, router.shift(33)), route -> reached(route, 33));
        assertThat(third).isEqualTo(new Route(Fraud.OLD, ID, 33));
        assertThat(pods("fraud")).isEqualTo(2);
        assertThat(pods("fraud-canary")).isEqualTo(1);
        cluster.gate().forgetWrites();
        router.shift(33);
        assertThat(cluster.gate().writes()).isEmpty();
        fraud.until(() -> within(PODS, PODS + 1, router.shift(67)), route -> reached(route, 67));

        promote(router, PODS, PODS + 1);
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
        assertThat(pods("fraud")).isEqualTo(PODS);
        assertThat(Marks.read(fraud.deploymentNamed("fraud"), Marks.REPLICAS)).isEmpty();
        assertThat(router.isLive()).isTrue();
    }

    @Test
    void withoutRoomForMoreOnePodIsMissingAtATime() throws Exception {
        Router router = router(Target.Capacity.SWAP);
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> within(PODS - 1, PODS, router.shift(67)), route -> reached(route, 67));
        promote(router, PODS - 1, PODS);
        assertThat(pods("fraud")).isEqualTo(PODS);
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
    }

    @Test
    void goingBackBringsStablesPodsFirst() throws Exception {
        Router router = router(Target.Capacity.SURGE);
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(67), route -> reached(route, 67));
        cluster.gate().forgetWrites();
        router.shift(0);
        assertThat(cluster.gate().writes()).singleElement().asString().endsWith("/deployments/fraud");
        assertThat(pods("fraud")).isEqualTo(PODS);
        assertThat(pods("fraud-canary")).isEqualTo(2);
        fraud.until(() -> router.shift(0), route -> route.canaryPercent() == 0);
        assertThat(router.withdraw(ID)).isEqualTo(new Route(Fraud.OLD, "", 0));
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();
        assertThat(Marks.read(fraud.deploymentNamed("fraud"), Marks.REPLICAS)).isEmpty();
    }

    @Test
    void aPromotionThatIsHalfDoneIsUndone() throws Exception {
        Router router = router(Target.Capacity.SURGE);
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.promote(ID), route -> route.stable().equals(ID));
        fraud.until(() -> router.withdraw(ID), route -> !route.hasCanary() && route.readiness().isReady());
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.OLD);
        assertThat(pods("fraud")).isEqualTo(PODS);
    }

    @Test
    void anImageThatCannotBePulledTakesNoPodOfStable() throws Exception {
        Router router = fraud.router(target(Fraud.NEW + TestCluster.BROKEN, Target.Capacity.SURGE));
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(33), route -> route.readiness().hasFailed());
        assertThat(pods("fraud")).isEqualTo(PODS);
    }

    @Test
    void aCanaryThatSomebodyDeletesLeavesStableWhole() throws Exception {
        Router router = router(Target.Capacity.SURGE);
        fraud.until(() -> router.deploy(ID), Route::hasCanary);
        fraud.until(() -> router.shift(67), route -> reached(route, 67));
        cluster.administrator().resource(fraud.deploymentNamed("fraud-canary")).delete();
        assertThat(pods("fraud")).isEqualTo(1);
        router.withdraw(ID);
        assertThat(pods("fraud")).isEqualTo(PODS);
    }

    private void promote(Router router, int least, int most) throws InterruptedException {
        Route route = router.read();
        for (int look = 0; look < 30 && !route.hasPromoted(ID); look++) {
            route = within(least, most, router.promote(ID));
            cluster.settle();
        }
        assertThat(route).isEqualTo(new Route(ID, "", 0));
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();
    }

    private Route within(int least, int most, Route route) {
        assertThat(pods("fraud") + pods("fraud-canary")).isBetween(least, most);
        return route;
    }

    private static boolean reached(Route route, int percent) {
        return route.canaryPercent() == percent && route.readiness().isReady();
    }

    private int pods(String name) {
        Deployment found = fraud.deploymentNamed(name);
        return found == null ? 0 : found.getSpec().getReplicas();
    }

    private Router router(Target.Capacity capacity) {
        return fraud.router(target(Fraud.NEW, capacity));
    }

    private Target target(String image, Target.Capacity capacity) {
        return new Target(Workload.parse("deployment/fraud"), cluster.namespace(), image, "", List.of(),
                Traffic.of("replicas", Strategy.ROLLING, "", ""), capacity, 1);
    }
}
