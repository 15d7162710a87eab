package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the release of a Deployment by a route with weights, on every API server. */
abstract class RouteReleases {
    private static final String ID = "2026-01-01T00:00:00Z";
    private static final ResourceDefinitionContext GATEWAY =
            context("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes");
    private static final ResourceDefinitionContext ISTIO =
            context("networking.istio.io", "v1", "VirtualService", "virtualservices");
    private static final ResourceDefinitionContext NGINX = context("networking.k8s.io", "v1", "Ingress", "ingresses");
    private static final String HTTP_ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: fraud}
            spec:
              parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]
              rules:
              - matches: [{path: {type: PathPrefix, value: /fraud}}]
                backendRefs: [{group: "", kind: Service, name: fraud, port: 80, weight: 1}]
              - matches: [{path: {type: PathPrefix, value: /other}}]
                backendRefs: [{group: "", kind: Service, name: other, port: 80, weight: 1}]
            """;
    private static final String VIRTUAL_SERVICE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: fraud}
            spec:
              hosts: [fraud]
              http:
              - route: [{destination: {host: fraud.ml.svc.cluster.local, subset: stable}}]
            """;
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: fraud}
            spec:
              rules:
              - host: fraud.example
                http:
                  paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: fraud, port: {number: 80}}}
            """;

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
    void anHttpRouteIsDividedAndIsAfterwardsWhatItWas() throws Exception {
        create(GATEWAY, HTTP_ROUTE);
        Object before = spec(GATEWAY, "fraud");
        Router router = router("gateway-api:fraud", Strategy.CANARY, "", "");
        promoteByWeights(router, GATEWAY);
        assertThat(Fields.contains(spec(GATEWAY, "fraud"), withoutWeights(before))).isTrue();
        assertThat(Serialization.asJson(spec(GATEWAY, "fraud"))).doesNotContain("fraud-canary");
    }

    @Test
    void aVirtualServiceIsDividedAndIsAfterwardsWhatItWas() throws Exception {
        create(ISTIO, VIRTUAL_SERVICE);
        Object before = spec(ISTIO, "fraud");
        promoteByWeights(router("istio:fraud", Strategy.CANARY, "", ""), ISTIO);
        assertThat(spec(ISTIO, "fraud")).isEqualTo(before);
    }

    @Test
    void aRouteWhoseOwnerWouldSetItsWeightsBackIsRefusedUnlessTheyAreIgnored() throws Exception {
        String owned = "metadata: {name: fraud, annotations: {argocd.argoproj.io/tracking-id: \"shop:x\"%s}}";
        create(GATEWAY, HTTP_ROUTE.replace("metadata: {name: fraud}", owned.formatted("")));
        release();
        Target target = fraud.target(Fraud.NEW, Traffic.of("gateway-api:fraud", Strategy.CANARY, "", ""));
        assertThatThrownBy(() -> KubernetesReleases.preflight(cluster.connection(), target, List.of(25)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("belongs to an Argo CD application, which would set its weights back")
                .hasMessageEndingWith("annotate the route with model-delivery.jenkins.io/owner-ignores: weights");
        cluster.administrator().genericKubernetesResources(GATEWAY).inNamespace(cluster.namespace()).withName("fraud").edit(found -> {
            Marks.write(found, Ownership.PERMISSION, "weights");
            return found;
        });
        assertThat(KubernetesReleases.preflight(cluster.connection(), target, List.of(25))).isNotEmpty();
    }

    /** Takes the label by which Argo CD would own the workload. */
    private void release() {
        cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud").edit(found -> {
            found.getMetadata().getLabels().remove("argocd.argoproj.io/instance");
            return found;
        });
    }

    @Test
    void anIngressGetsACanaryBesideItAndIsNeverTouched() throws Exception {
        create(NGINX, INGRESS);
        String before = version(NGINX, "fraud");
        promoteByWeights(router("nginx:fraud", Strategy.CANARY, "", ""), null);
        assertThat(version(NGINX, "fraud")).isEqualTo(before);
        assertThat(get(NGINX, "fraud-canary")).isNull();
    }

    @Test
    void whoRevertsTheRouteIsSeenAndTheRollBackIsOneWrite() throws Exception {
        create(GATEWAY, HTTP_ROUTE);
        Router router = router("gateway-api:fraud", Strategy.CANARY, "", "");
        fraud.until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25);
        cluster.administrator().genericKubernetesResources(GATEWAY).inNamespace(cluster.namespace()).withName("fraud").edit(route -> {
            Map<String, Object> rule = Fields.list(Fields.spec(route), "rules").get(0);
            Fields.list(rule, "backendRefs").forEach(backend -> backend.put("weight", 50));
            return route;
        });
        assertThat(router.read().canaryPercent()).isEqualTo(50);
        cluster.gate().forgetWrites();
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(cluster.gate().writes()).singleElement().asString().startsWith("PUT ").endsWith("httproutes/fraud");
        assertThat(router.withdraw(ID)).isEqualTo(new Route(Fraud.OLD, "", 0));
    }

    @Test
    void aCanaryThatSomebodyDeletesWhileItHasTrafficIsMissedAndTheTrafficGoesBack() throws Exception {
        create(GATEWAY, HTTP_ROUTE);
        Router router = router("gateway-api:fraud", Strategy.CANARY, "", "");
        fraud.until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25);
        cluster.administrator().resource(fraud.deploymentNamed("fraud-canary")).delete();
        Route seen = router.read();
        assertThat(seen.canary()).isEqualTo(ID);
        assertThat(seen.canaryPercent()).isEqualTo(25);
        assertThat(seen.readiness().reason()).isEqualTo("deployment fraud-canary is gone; somebody deleted it");
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(router.withdraw(ID)).isEqualTo(new Route(Fraud.OLD, "", 0));
    }

    @Test
    void underSwapTheCanaryAnswersWhileTheOnlyPodOfStableIsReplaced() throws Exception {
        create(GATEWAY, HTTP_ROUTE);
        cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName("fraud").scale(2);
        cluster.settle();
        Router router = fraud.router(new Target(Workload.parse("deployment/fraud"), cluster.namespace(), Fraud.NEW, "", List.of(),
                Traffic.of("gateway-api:fraud", Strategy.CANARY, "", ""), Target.Capacity.SWAP, 1));
        fraud.until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        fraud.until(() -> router.shift(25), route -> route.canaryPercent() == 25);

        assertThat(router.promote(ID).canaryPercent()).as("promoting").isEqualTo(100);
        assertThat(router.shift(0).canaryPercent()).as("stable has no pod of its version yet").isEqualTo(100);
        Route back = fraud.until(() -> router.shift(0), route -> route.canaryPercent() == 0);
        assertThat(back.stable()).isEqualTo(Fraud.OLD);

        fraud.until(() -> router.promote(ID), route -> route.hasPromoted(ID));
        assertThat(fraud.deploymentNamed("fraud").getSpec().getReplicas()).isEqualTo(2);
        assertThat(Serialization.asJson(spec(GATEWAY, "fraud"))).doesNotContain("fraud-canary");
    }

    @Test
    void aShadowGetsACopyAndNoAnswerOfItsOwn() throws Exception {
        create(GATEWAY, HTTP_ROUTE);
        create(ISTIO, VIRTUAL_SERVICE);
        for (String traffic : List.of("gateway-api:fraud", "istio:fraud")) {
            ResourceDefinitionContext kind = traffic.startsWith("istio") ? ISTIO : GATEWAY;
            Object before = spec(kind, "fraud");
            Router router = router(traffic, Strategy.SHADOW, "", "");
            fraud.until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
            fraud.until(() -> router.shift(10), route -> route.canaryPercent() == 10);
            String mirrored = Serialization.asJson(spec(kind, "fraud"));
            assertThat(mirrored).containsIgnoringCase("mirror").doesNotContain("\"weight\":10").doesNotContain("\"weight\":90");
            assertThat(router.shift(0).canaryPercent()).isZero();
            router.withdraw(ID);
            assertThat(spec(kind, "fraud")).isEqualTo(before);
        }
    }

    @Test
    void aDarkLaunchIsForMarkedRequestsAlone() throws Exception {
        create(GATEWAY, HTTP_ROUTE);
        create(ISTIO, VIRTUAL_SERVICE);
        create(NGINX, INGRESS);
        darkLaunch("gateway-api:fraud", "X-Canary=yes", "", "\"value\":\"yes\"", GATEWAY, "fraud");
        darkLaunch("istio:fraud", "X-Canary=yes", "", "\"x-canary\":{\"exact\":\"yes\"}", ISTIO, "fraud");
        darkLaunch("istio:fraud", "", "group=beta", "group=beta(;.*)?$", ISTIO, "fraud");
        darkLaunch("nginx:fraud", "X-Canary=yes", "", "\"nginx.ingress.kubernetes.io/canary-by-header-value\":\"yes\"", NGINX, "fraud-canary");
        darkLaunch("nginx:fraud", "", "beta=always", "\"nginx.ingress.kubernetes.io/canary-by-cookie\":\"beta\"", NGINX, "fraud-canary");
    }

    @Test
    void whatCannotBeDividedIsRefused() {
        create(GATEWAY, HTTP_ROUTE.replace("name: fraud, port: 80, weight: 1}]", "name: fraud, port: 80}, {name: b, port: 80}]"));
        assertRefused("gateway-api:fraud", "leads elsewhere too; give that traffic a rule of its own");
        assertRefused("gateway-api:missing", "HTTPRoute " + cluster.namespace() + "/missing does not exist");
        create(ISTIO, VIRTUAL_SERVICE.replace("fraud.ml.svc.cluster.local", "elsewhere"));
        assertRefused("istio:fraud", "leads to [elsewhere] and none of them selects the pods of deployment");
        assertRefused("nginx:missing", "Ingress " + cluster.namespace() + "/missing does not exist");
    }

    private void promoteByWeights(Router router, ResourceDefinitionContext route) throws Exception {
        fraud.until(() -> router.deploy(ID), seen -> seen.hasCanary() && seen.readiness().isReady());
        assertThat(router.read().canaryPercent()).isZero();
        assertThat(fraud.deploymentNamed("fraud-canary").getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("app", "fraud-canary");
        fraud.until(() -> router.shift(5), seen -> seen.canaryPercent() == 5 && seen.readiness().isReady());
        assertThat(fraud.deploymentNamed("fraud-canary").getSpec().getReplicas()).isEqualTo(1);
        if (route != null) {
            assertThat(Serialization.asJson(spec(route, "fraud"))).contains("\"weight\":5", "\"weight\":95");
        }
        fraud.until(() -> router.shift(100), seen -> seen.canaryPercent() == 100 && seen.readiness().isReady());
        assertThat(fraud.deploymentNamed("fraud-canary").getSpec().getReplicas()).isEqualTo(3);
        assertThat(fraud.until(() -> router.promote(ID), seen -> seen.hasPromoted(ID))).isEqualTo(new Route(ID, "", 0));
        assertThat(fraud.image("fraud")).isEqualTo(Fraud.NEW);
        assertThat(cluster.administrator().services().inNamespace(cluster.namespace()).withName("fraud-canary").get()).isNull();
    }

    private void darkLaunch(
            String traffic, String header, String cookie, String mark, ResourceDefinitionContext kind, String marked)
            throws Exception {
        Router router = router(traffic, Strategy.DARK_LAUNCH, header, cookie);
        fraud.until(() -> router.deploy(ID), route -> route.hasCanary() && route.readiness().isReady());
        fraud.until(() -> router.shift(100), route -> route.canaryPercent() == 100);
        assertThat(Serialization.asJson(get(kind, marked))).contains(mark).doesNotContain("\"weight\":100}]}]}");
        assertThat(router.shift(0).canaryPercent()).isZero();
        assertThat(Serialization.asJson(get(kind, marked))).doesNotContain(mark);
        router.withdraw(ID);
    }

    private void assertRefused(String traffic, String reason) {
        Target target = fraud.target(Fraud.NEW, Traffic.of(traffic, Strategy.CANARY, "", ""));
        assertThatThrownBy(() -> KubernetesReleases.split(cluster.connection(), target).check(fraud.deploymentNamed("fraud")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    private Router router(String traffic, Strategy strategy, String header, String cookie) {
        return fraud.router(fraud.target(Fraud.NEW, Traffic.of(traffic, strategy, header, cookie)));
    }

    private void create(ResourceDefinitionContext kind, String manifest) {
        GenericKubernetesResource object = Serialization.unmarshal(manifest, GenericKubernetesResource.class);
        object.getMetadata().setNamespace(cluster.namespace());
        cluster.administrator().genericKubernetesResources(kind).inNamespace(cluster.namespace()).resource(object).create();
    }

    private GenericKubernetesResource get(ResourceDefinitionContext kind, String name) {
        return cluster.administrator().genericKubernetesResources(kind).inNamespace(cluster.namespace()).withName(name).get();
    }

    private Object spec(ResourceDefinitionContext kind, String name) {
        return Fields.spec(get(kind, name));
    }

    private String version(ResourceDefinitionContext kind, String name) {
        return get(kind, name).getMetadata().getResourceVersion();
    }

    private static Object withoutWeights(Object spec) {
        return Serialization.unmarshal(Serialization.asJson(spec).replaceAll(",\"weight\":\\d+", ""), Map.class);
    }

    private static ResourceDefinitionContext context(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group).withVersion(version).withKind(kind).withPlural(plural).withNamespaced(true).build();
    }
}
