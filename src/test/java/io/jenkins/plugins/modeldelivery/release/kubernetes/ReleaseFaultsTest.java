package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever request fails, and whether or not the server did what it was asked for: repeating the call ends the same. */
@EnableKubernetesMockClient(crud = true, https = false)
class ReleaseFaultsTest {
    private static final String ID = "2026-01-01T00:00:00Z";
    /** More writes than a whole release makes. */
    private static final int WRITES = 14;
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: fraud}
            spec: {defaultBackend: {service: {name: fraud, port: {number: 80}}}}
            """;

    KubernetesClient client;
    private MockCluster cluster;
    private Fraud fraud;
    private Router router;

    @BeforeEach
    void open() {
        cluster = new MockCluster(client);
        fraud = new Fraud(cluster).standing();
        fraud.apply(INGRESS);
        router = fraud.router(fraud.target(Fraud.NEW, Traffic.of("nginx:fraud", Strategy.CANARY, "", "")));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 409, 500})
    void aReleaseGoesOnAfterEachWriteThatFailed(int fault) throws Exception {
        for (int failing = 1; failing <= WRITES; failing++) {
            failOnce(failing, fault);
            until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
            until(() -> router.shift(50), route -> route.canaryPercent() == 50 && route.readiness().isReady());
            until(() -> router.shift(100), route -> route.canaryPercent() == 100 && route.readiness().isReady());
            Route end = until(() -> router.promote(ID), route -> route.hasPromoted(ID));
            cluster.gate().clear();
            assertThat(end).as("write %d failing by %d", failing, fault).isEqualTo(new Route(ID, "", 0));
            assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
            assertNothingIsLeft();
            goBackToOld();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 409, 500})
    void aRollBackGoesOnAfterEachWriteThatFailed(int fault) throws Exception {
        for (int failing = 1; failing <= 5; failing++) {
            until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
            until(() -> router.shift(50), route -> route.canaryPercent() == 50 && route.readiness().isReady());
            failOnce(failing, fault);
            until(() -> router.shift(0), route -> route.canaryPercent() == 0);
            Route end = until(() -> router.withdraw(ID), route -> !route.hasCanary());
            cluster.gate().clear();
            assertThat(end).as("write %d failing by %d", failing, fault).isEqualTo(new Route(Fraud.OLD, "", 0));
            assertThat(fraud.image("fraud")).isEqualTo(Fraud.OLD);
            assertNothingIsLeft();
        }
    }

    @Test
    void whatTheServerRefusesIsSaidAndChangesNothing() throws Exception {
        cluster.gate().troubled((method, path) -> method.equals("POST") && path.endsWith("/deployments")
                ? ApiGate.Answer.failure(403, "deployments.apps \"fraud-canary\" is forbidden: exceeded quota: ml-quota") : null);
        assertThatThrownBy(() -> router.deploy(ID))
                .isInstanceOf(SurroundingsException.class).hasMessageContaining("the namespace's quota is full");
        cluster.gate().troubled((method, path) -> ApiGate.Answer.failure(403, "User \"robot\" cannot get deployments"));
        assertThatThrownBy(router::read).isInstanceOf(InvalidInputException.class).hasMessageContaining("permission is missing");
        cluster.gate().clear();
        assertThat(router.read()).isEqualTo(new Route(Fraud.OLD, "", 0));
    }

    @Test
    void aServerThatIsAwayForAMinuteIsOneLineAtEachLookAndThenItGoesOn() throws Exception {
        until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        cluster.gate().troubled((method, path) -> new ApiGate.Answer(0, ""));
        for (int look = 0; look < 6; look++) {
            assertThatThrownBy(router::read)
                    .isInstanceOf(SurroundingsException.class)
                    .hasMessageStartingWith("cannot get deployment ml/fraud: no answer from http://127.0.0.1:")
                    .message().doesNotContain("\n");
        }
        cluster.gate().clear();
        assertThat(until(() -> router.shift(50), route -> route.canaryPercent() == 50).canary()).isEqualTo(ID);
    }

    private void assertNothingIsLeft() {
        assertThat(fraud.deploymentNamed("fraud-canary")).isNull();
        assertThat(cluster.administrator().services().inNamespace("ml").withName("fraud-canary").get()).isNull();
        assertThat(cluster.administrator().network().v1().ingresses().inNamespace("ml").list().getItems()).hasSize(1);
    }

    private void goBackToOld() {
        cluster.administrator().resource(fraud.deploymentNamed("fraud")).delete();
        fraud.apply(Fraud.deployment(Fraud.OLD));
        cluster.settle();
    }

    /** Lets one write fail: 0 before the server sees it, -1 after it has done it, else by the status. */
    private void failOnce(int failing, int fault) {
        AtomicInteger writes = new AtomicInteger();
        cluster.gate().troubled((method, path) -> {
            if (method.equals("GET") || writes.incrementAndGet() != failing) {
                return null;
            }
            return fault == -1 ? ApiGate.Answer.LOST : ApiGate.Answer.failure(fault, "trouble");
        });
    }

    private Route until(Fraud.Call call, Predicate<Route> reached) throws InterruptedException {
        for (int look = 0; look < 12; look++) {
            try {
                Route route = call.make();
                if (reached.test(route)) {
                    return route;
                }
            } catch (SurroundingsException e) {
                assertThat(e.getMessage()).startsWith("cannot ").doesNotContain("\n");
            }
            cluster.settle();
        }
        throw new AssertionError("never reached: " + router.read());
    }
}
