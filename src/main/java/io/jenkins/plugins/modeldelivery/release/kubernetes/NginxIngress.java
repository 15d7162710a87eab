package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Divides traffic by ingress-nginx: a second Ingress with the same hosts and paths leads to the canary, and its annotations
 * say for which requests. Stable's own Ingress stays untouched.
 */
final class NginxIngress implements TrafficSplit {
    private static final String PREFIX = "nginx.ingress.kubernetes.io/";
    private static final String CANARY = PREFIX + "canary";
    private static final String WEIGHT = PREFIX + "canary-weight";

    private final ClusterConnection connection;
    private final String namespace;
    private final Traffic traffic;
    private final CanaryService services;

    NginxIngress(ClusterConnection connection, String namespace, Traffic traffic) {
        this.connection = connection;
        this.namespace = namespace;
        this.traffic = traffic;
        this.services = new CanaryService(connection, namespace);
    }

    @Override
    public void check(Deployment stable) throws InterruptedException {
        Ingress ingress = existing();
        stableService(ingress, stable);
        if ("true".equals(Marks.read(ingress, CANARY))) {
            throw new InvalidInputException(label(traffic.name()) + " is a canary's own; name the Ingress that leads to stable");
        }
    }

    @Override
    public int read(Deployment stable, Deployment canary) throws InterruptedException {
        Ingress ingress = get(canaryName());
        if (ingress == null) {
            return 0;
        }
        if (traffic.strategy() == Strategy.DARK_LAUNCH) {
            return isMarked(ingress) ? 100 : 0;
        }
        String weight = Marks.read(ingress, WEIGHT);
        return weight.matches("\\d{1,3}") ? Math.min(100, Integer.parseInt(weight)) : 0;
    }

    @Override
    public String owner(Deployment stable) throws InterruptedException {
        Ingress ingress = get(canaryName());
        return ingress == null ? "" : Marks.read(ingress, Marks.RELEASE);
    }

    @Override
    public void label(Deployment canary, Deployment stable) throws InterruptedException {
        services.label(canary, stableService(existing(), stable));
    }

    @Override
    public void open(Deployment stable, Deployment canary) throws InterruptedException {
        Ingress ingress = existing();
        Service service = stableService(ingress, stable);
        services.open(service, canary);
        if (get(canaryName()) != null) {
            return;
        }
        Ingress beside = beside(ingress, service.getMetadata().getName(), Marks.read(canary, Marks.RELEASE));
        connection.ask("create " + label(canaryName()), () -> connection.client().resource(beside).create());
    }

    @Override
    public void write(int percent, Deployment stable, Deployment canary) throws InterruptedException {
        if (percent == 0 && get(canaryName()) == null) {
            return;
        }
        connection.edit(label(canaryName()), () -> find(canaryName()), ingress -> {
            boolean dark = traffic.strategy() == Strategy.DARK_LAUNCH;
            Marks.write(ingress, WEIGHT, Integer.toString(dark ? 0 : percent));
            marks(percent > 0).forEach((name, value) -> Marks.write(ingress, name, value));
            return ingress;
        });
    }

    @Override
    public void close(Deployment stable) throws InterruptedException {
        Ingress ingress = existing();
        connection.ask("delete " + label(canaryName()), () -> connection.client().network().v1().ingresses()
                .inNamespace(namespace).withName(canaryName()).delete());
        services.close(stableService(ingress, stable).getMetadata().getName());
    }

    @Override
    public int replicas(int percent, int stableReplicas) {
        return Math.max(1, (int) Math.ceil(stableReplicas * percent / 100.0));
    }

    private Ingress beside(Ingress ingress, String service, String release) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(CANARY, "true");
        annotations.put(WEIGHT, "0");
        annotations.put(Marks.RELEASE, release);
        Ingress copy = new IngressBuilder()
                .withNewMetadata()
                .withName(canaryName())
                .withNamespace(namespace)
                .withLabels(Marks.with(Marks.withoutOwners(ingress.getMetadata().getLabels()), Marks.VERSION, Marks.CANARY))
                .withAnnotations(annotations)
                .endMetadata()
                .withSpec(Serialization.clone(ingress.getSpec()))
                .build();
        backends(copy).filter(backend -> names(backend, service))
                .forEach(backend -> backend.getService().setName(CanaryService.beside(service)));
        return copy;
    }

    /** Annotations that tell the canary's requests apart; empty values take them away. */
    private Map<String, String> marks(boolean on) {
        Map<String, String> marks = new LinkedHashMap<>();
        if (!traffic.header().isEmpty()) {
            int equals = traffic.header().indexOf('=');
            marks.put(PREFIX + "canary-by-header", on ? traffic.header().substring(0, equals) : "");
            marks.put(PREFIX + "canary-by-header-value", on ? traffic.header().substring(equals + 1) : "");
        }
        if (!traffic.cookie().isEmpty()) {
            marks.put(PREFIX + "canary-by-cookie", on ? traffic.cookie().substring(0, traffic.cookie().indexOf('=')) : "");
        }
        return marks;
    }

    private static boolean isMarked(Ingress ingress) {
        return !Marks.read(ingress, PREFIX + "canary-by-header").isEmpty()
                || !Marks.read(ingress, PREFIX + "canary-by-cookie").isEmpty();
    }

    private Service stableService(Ingress ingress, Deployment stable) throws InterruptedException {
        List<String> candidates = backends(ingress)
                .filter(backend -> backend.getService() != null)
                .map(backend -> backend.getService().getName())
                .distinct()
                .toList();
        return services.stable(candidates, stable, label(traffic.name()));
    }

    private static Stream<IngressBackend> backends(Ingress ingress) {
        Stream<IngressBackend> ofPaths = ingress.getSpec().getRules().stream()
                .filter(rule -> rule.getHttp() != null)
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(HTTPIngressPath::getBackend);
        return Stream.concat(ofPaths, Stream.ofNullable(ingress.getSpec().getDefaultBackend())).filter(Objects::nonNull);
    }

    private static boolean names(IngressBackend backend, String service) {
        return backend.getService() != null && backend.getService().getName().equals(service);
    }

    private Ingress existing() throws InterruptedException {
        Ingress ingress = get(traffic.name());
        if (ingress == null) {
            throw new InvalidInputException(label(traffic.name())
                    + " does not exist; give the name of the Ingress that leads to the workload");
        }
        return ingress;
    }

    private Ingress get(String name) throws InterruptedException {
        return connection.ask("get " + label(name), () -> find(name));
    }

    private Ingress find(String name) {
        return connection.client().network().v1().ingresses().inNamespace(namespace).withName(name).get();
    }

    private String canaryName() {
        return traffic.name() + "-canary";
    }

    private String label(String name) {
        return "Ingress " + namespace + "/" + name;
    }
}
