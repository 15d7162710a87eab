package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.function.Consumer;

/** Divides traffic by one route that names a Service for each version. */
final class WeightedRoute implements TrafficSplit {
    private final ClusterConnection connection;
    private final String namespace;
    private final String name;
    private final RouteForm form;
    private final CanaryService services;

    WeightedRoute(ClusterConnection connection, String namespace, String name, RouteForm form) {
        this.connection = connection;
        this.namespace = namespace;
        this.name = name;
        this.form = form;
        this.services = new CanaryService(connection, namespace);
    }

    @Override
    public void check(Deployment stable) throws InterruptedException {
        GenericKubernetesResource route = existing();
        Ownership.requireFreeRoute(route, label());
        Service service = stableService(route, stable);
        String obstacle = form.obstacle(route, service.getMetadata().getName());
        if (!obstacle.isEmpty()) {
            throw new InvalidInputException(label() + " cannot be divided: " + obstacle);
        }
    }

    @Override
    public int read(Deployment stable, Deployment canary) throws InterruptedException {
        GenericKubernetesResource route = existing();
        String service = stableService(route, stable).getMetadata().getName();
        return form.read(route, service, CanaryService.beside(service));
    }

    @Override
    public String owner(Deployment stable) throws InterruptedException {
        return Marks.read(existing(), Marks.RELEASE);
    }

    @Override
    public void label(Deployment canary, Deployment stable) throws InterruptedException {
        services.label(canary, stableService(existing(), stable));
    }

    @Override
    public void open(Deployment stable, Deployment canary) throws InterruptedException {
        services.open(stableService(existing(), stable), canary);
    }

    @Override
    public void write(int percent, Deployment stable, Deployment canary) throws InterruptedException {
        String service = stableService(existing(), stable).getMetadata().getName();
        edit(route -> {
            form.write(route, service, CanaryService.beside(service), percent);
            if (canary != null) {
                Marks.write(route, Marks.RELEASE, Marks.read(canary, Marks.RELEASE));
            }
        });
    }

    @Override
    public void close(Deployment stable) throws InterruptedException {
        String service = stableService(existing(), stable).getMetadata().getName();
        edit(route -> {
            form.clear(route, service, CanaryService.beside(service));
            Marks.write(route, Marks.RELEASE, "");
        });
        services.close(service);
    }

    @Override
    public int replicas(int percent, int stableReplicas) {
        return Math.max(1, (int) Math.ceil(stableReplicas * percent / 100.0));
    }

    private Service stableService(GenericKubernetesResource route, Deployment stable) throws InterruptedException {
        return services.stable(form.services(route), stable, label());
    }

    private GenericKubernetesResource existing() throws InterruptedException {
        GenericKubernetesResource route = connection.ask("get " + label(), this::find);
        if (route == null) {
            throw new InvalidInputException(label() + " does not exist; give the name of the route that leads to the workload");
        }
        return route;
    }

    private void edit(Consumer<GenericKubernetesResource> change) throws InterruptedException {
        connection.edit(
                label(),
                this::find,
                route -> {
                    change.accept(route);
                    return route;
                },
                route -> connection.client().genericKubernetesResources(context(route.getApiVersion()))
                        .inNamespace(namespace).resource(route).update());
    }

    private GenericKubernetesResource find() {
        for (String version : form.apiVersions()) {
            GenericKubernetesResource found = connection.client()
                    .genericKubernetesResources(context(version)).inNamespace(namespace).withName(name).get();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private ResourceDefinitionContext context(String version) {
        int slash = version.indexOf('/');
        return new ResourceDefinitionContext.Builder()
                .withGroup(version.substring(0, slash))
                .withVersion(version.substring(slash + 1))
                .withKind(form.kind())
                .withPlural(form.plural())
                .withNamespaced(true)
                .build();
    }

    private String label() {
        return form.kind() + " " + namespace + "/" + name;
    }
}
