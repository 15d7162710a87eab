package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.jenkins.plugins.modeldelivery.release.Route;
import io.jenkins.plugins.modeldelivery.release.Router;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** A model server called fraud in a cluster, and what a release of it looks like. */
final class Fraud {
    static final String OLD = "registry.example/fraud@sha256:aaaa";
    static final String NEW = "registry.example/fraud@sha256:bbbb";

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: fraud, labels: {app: fraud, argocd.argoproj.io/instance: nobody}}
            spec:
              replicas: 3
              selector: {matchLabels: {app: fraud}}
              template:
                metadata: {labels: {app: fraud}}
                spec:
                  containers:
                  - name: server
                    image: "%s"
                    envFrom: [{configMapRef: {name: fraud-config-v1}}, {secretRef: {name: fraud-keys}}]
            """;
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s}
            data: {threshold: "%s"}
            """;
    private static final String REST = """
            apiVersion: v1
            kind: Secret
            metadata: {name: fraud-keys}
            stringData: {key: s3cr3t}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: fraud, labels: {app: fraud}}
            spec:
              selector: {app: fraud}
              ports: [{port: 80, targetPort: 8080}]
            """;

    private final TestCluster cluster;

    Fraud(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Stable with three pods, its settings, keys and Service. */
    Fraud standing() {
        apply(settings("fraud-config-v1", "0.5"));
        apply(REST);
        apply(deployment(OLD));
        cluster.settle();
        return this;
    }

    static String deployment(String image) {
        return DEPLOYMENT.formatted(image);
    }

    static String settings(String name, String threshold) {
        return SETTINGS.formatted(name, threshold);
    }

    void apply(String manifest) {
        KubernetesClient client = cluster.administrator();
        client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(cluster.namespace()).resources().forEach(resource -> resource.create());
    }

    Deployment deploymentNamed(String name) {
        return cluster.administrator().apps().deployments().inNamespace(cluster.namespace()).withName(name).get();
    }

    String image(String name) {
        return deploymentNamed(name).getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }

    static Traffic replicas() {
        return Traffic.of("replicas", Strategy.CANARY, "", "");
    }

    Target target(String image, Traffic traffic, String... manifests) {
        return new Target(
                Workload.parse("deployment/fraud"), cluster.namespace(), image, "", List.of(manifests), traffic,
                Target.Capacity.SURGE, 1);
    }

    Router router(Target target) {
        return KubernetesReleases.router(cluster.connection(), target, Clock.systemUTC());
    }

    /** Repeats a call, as every look of a canary does, while the cluster goes on by itself. */
    Route until(Call call, Predicate<Route> reached) throws InterruptedException {
        Route route = call.make();
        for (int look = 0; look < 10 && !reached.test(route); look++) {
            cluster.settle();
            route = call.make();
        }
        if (!reached.test(route)) {
            throw new AssertionError("never reached: " + route);
        }
        return route;
    }

    /** One call of a router. */
    @FunctionalInterface
    interface Call {
        Route make() throws InterruptedException;
    }
}
