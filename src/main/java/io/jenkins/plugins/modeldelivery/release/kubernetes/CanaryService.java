package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Service that leads to the canary's pods alone, beside the one that leads to stable's. A selector cannot exclude
 * pods, so the canary's pods bear other values of the labels that stable's Service selects by.
 */
final class CanaryService {
    private final ClusterConnection connection;
    private final String namespace;

    CanaryService(ClusterConnection connection, String namespace) {
        this.connection = connection;
        this.namespace = namespace;
    }

    /** Name of the Service beside this one. */
    static String beside(String stableService) {
        return stableService + "-canary";
    }

    /**
     * The Service that leads to stable's pods.
     *
     * @param candidates Services that the route leads to
     * @param route names the route in the error
     */
    Service stable(List<String> candidates, Deployment stable, String route) throws InterruptedException {
        Map<String, String> labels = stable.getSpec().getTemplate().getMetadata().getLabels();
        for (String name : candidates) {
            Service service = get(name);
            if (service != null && selects(service, labels)) {
                return service;
            }
        }
        throw new InvalidInputException(route + " leads to " + (candidates.isEmpty() ? "no Service" : candidates)
                + " and none of them selects the pods of deployment " + namespace + "/" + stable.getMetadata().getName()
                + "; name the route that leads to it, or correct the Service's selector");
    }

    /** Gives the canary's pods labels that its own Service selects, and stable's does not. */
    void label(Deployment canary, Service stableService) {
        Map<String, String> labels = canary.getSpec().getTemplate().getMetadata().getLabels();
        Map<String, String> selector = canary.getSpec().getSelector().getMatchLabels();
        stableService.getSpec().getSelector().forEach((name, value) -> {
            labels.put(name, canaryValue(value));
            selector.computeIfPresent(name, (key, old) -> canaryValue(value));
        });
    }

    /** Makes the canary's Service where it is missing; it goes with the canary. */
    void open(Service stableService, Deployment canary) throws InterruptedException {
        String name = beside(stableService.getMetadata().getName());
        if (get(name) != null) {
            return;
        }
        Map<String, String> selector = new LinkedHashMap<>();
        stableService.getSpec().getSelector().forEach((label, value) -> selector.put(label, canaryValue(value)));
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(Marks.with(Marks.withoutOwners(stableService.getMetadata().getLabels()), Marks.VERSION, Marks.CANARY))
                .addToAnnotations(Marks.RELEASE, Marks.read(canary, Marks.RELEASE))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(canary.getApiVersion())
                        .withKind(canary.getKind())
                        .withName(canary.getMetadata().getName())
                        .withUid(canary.getMetadata().getUid())
                        .build())
                .endMetadata()
                .withNewSpec()
                .withSelector(selector)
                .withPorts(stableService.getSpec().getPorts())
                .endSpec()
                .build();
        service.getSpec().getPorts().forEach(port -> port.setNodePort(null));
        connection.ask("create service " + namespace + "/" + name, () -> connection.client().resource(service).create());
    }

    /** Removes the canary's Service. */
    void close(String stableService) throws InterruptedException {
        String name = beside(stableService);
        connection.ask(
                "delete service " + namespace + "/" + name,
                () -> connection.client().services().inNamespace(namespace).withName(name).delete());
    }

    private Service get(String name) throws InterruptedException {
        return connection.ask(
                "get service " + namespace + "/" + name,
                () -> connection.client().services().inNamespace(namespace).withName(name).get());
    }

    private static boolean selects(Service service, Map<String, String> labels) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector != null && !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** A label's value has at most 63 characters. */
    private static String canaryValue(String value) {
        return value.substring(0, Math.min(value.length(), 63 - "-canary".length())) + "-canary";
    }
}
