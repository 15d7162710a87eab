package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides traffic by an HTTPRoute of the Gateway API: weights of {@code backendRefs}, a rule of its own before the others
 * for requests with a header, and the filter RequestMirror for a shadow.
 */
final class GatewayRoute implements RouteForm {
    private static final String MIRROR = "RequestMirror";

    private final Traffic traffic;

    GatewayRoute(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public List<String> apiVersions() {
        return List.of("gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1");
    }

    @Override
    public String kind() {
        return "HTTPRoute";
    }

    @Override
    public String plural() {
        return "httproutes";
    }

    @Override
    public List<String> services(GenericKubernetesResource route) {
        return rules(route).stream()
                .flatMap(rule -> Fields.list(rule, "backendRefs").stream())
                .filter(backend -> backend.get("kind") == null || backend.get("kind").equals("Service"))
                .map(backend -> Fields.text(backend, "name"))
                .distinct()
                .toList();
    }

    @Override
    public String obstacle(GenericKubernetesResource route, String stable) {
        boolean alone = rules(route).stream()
                .filter(rule -> leadsTo(rule, stable))
                .allMatch(rule -> Fields.list(rule, "backendRefs").stream()
                        .map(backend -> Fields.text(backend, "name"))
                        .allMatch(name -> name.equals(stable) || name.equals(CanaryService.beside(stable))));
        return alone ? "" : "its rule to Service " + stable + " leads elsewhere too; give that traffic a rule of its own";
    }

    @Override
    public int read(GenericKubernetesResource route, String stable, String canary) {
        if (traffic.strategy() == Strategy.DARK_LAUNCH) {
            return rules(route).stream().anyMatch(rule -> isMarked(rule, canary)) ? 100 : 0;
        }
        return rules(route).stream()
                .filter(rule -> leadsTo(rule, stable))
                .mapToInt(rule -> traffic.strategy() == Strategy.SHADOW ? mirrored(rule, canary) : share(rule, canary))
                .max()
                .orElse(0);
    }

    @Override
    public void write(GenericKubernetesResource route, String stable, String canary, int percent) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> rule : rules(route)) {
            if (isMarked(rule, canary)) {
                continue;
            }
            if (leadsTo(rule, stable)) {
                if (percent > 0 && !traffic.header().isEmpty()) {
                    rules.add(marked(rule, stable, canary));
                }
                divide(rule, stable, canary, percent);
            }
            rules.add(rule);
        }
        // Marked requests are matched first: within a route the more specific match wins, and of equals the first.
        Fields.spec(route).put("rules", rules);
    }

    @Override
    public void clear(GenericKubernetesResource route, String stable, String canary) {
        List<Map<String, Object>> rules = rules(route);
        rules.removeIf(rule -> isMarked(rule, canary));
        rules.stream().filter(rule -> leadsTo(rule, stable)).forEach(rule -> {
            List<Map<String, Object>> backends = Fields.list(rule, "backendRefs");
            if (backends.removeIf(backend -> Fields.text(backend, "name").equals(canary))) {
                backends.forEach(backend -> backend.remove("weight"));
            }
            removeMirror(rule, canary);
        });
    }

    private void divide(Map<String, Object> rule, String stable, String canary, int percent) {
        if (traffic.strategy() == Strategy.SHADOW) {
            removeMirror(rule, canary);
            if (percent > 0) {
                addMirror(rule, stable, canary, percent);
            }
            return;
        }
        int share = traffic.strategy() == Strategy.DARK_LAUNCH ? 0 : percent;
        List<Map<String, Object>> backends = Fields.list(rule, "backendRefs");
        Map<String, Object> toStable = backend(backends, stable);
        Map<String, Object> toCanary = backend(backends, canary);
        if (toCanary == null) {
            toCanary = Fields.copy(toStable);
            toCanary.put("name", canary);
            backends.add(toCanary);
        }
        toStable.put("weight", 100 - share);
        toCanary.put("weight", share);
    }

    private Map<String, Object> marked(Map<String, Object> rule, String stable, String canary) {
        int equals = traffic.header().indexOf('=');
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", traffic.header().substring(0, equals));
        header.put("value", traffic.header().substring(equals + 1));
        Map<String, Object> marked = Fields.copy(rule);
        marked.remove("name");
        List<Map<String, Object>> matches = Fields.list(marked, "matches");
        if (matches.isEmpty()) {
            matches.add(new LinkedHashMap<>());
        }
        matches.forEach(match -> {
            List<Map<String, Object>> headers = Fields.list(match, "headers");
            headers.add(Fields.copy(header));
            match.put("headers", headers);
        });
        Map<String, Object> backend = Fields.copy(backend(Fields.list(rule, "backendRefs"), stable));
        backend.put("name", canary);
        backend.remove("weight");
        marked.put("matches", matches);
        marked.put("backendRefs", new ArrayList<>(List.of(backend)));
        return marked;
    }

    private static void addMirror(Map<String, Object> rule, String stable, String canary, int percent) {
        Map<String, Object> reference = Fields.copy(backend(Fields.list(rule, "backendRefs"), stable));
        reference.put("name", canary);
        reference.keySet().removeAll(List.of("weight", "filters"));
        Map<String, Object> mirror = new LinkedHashMap<>();
        mirror.put("backendRef", reference);
        if (percent < 100) {
            mirror.put("percent", percent);
        }
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("type", MIRROR);
        filter.put("requestMirror", mirror);
        List<Map<String, Object>> filters = Fields.list(rule, "filters");
        filters.add(filter);
        rule.put("filters", filters);
    }

    private static void removeMirror(Map<String, Object> rule, String canary) {
        List<Map<String, Object>> filters = Fields.list(rule, "filters");
        if (filters.removeIf(filter -> mirrors(filter, canary)) && filters.isEmpty()) {
            rule.remove("filters");
        }
    }

    private static boolean mirrors(Map<String, Object> filter, String canary) {
        return MIRROR.equals(filter.get("type"))
                && Fields.text(Fields.map(Fields.map(filter, "requestMirror"), "backendRef"), "name").equals(canary);
    }

    private static int mirrored(Map<String, Object> rule, String canary) {
        return Fields.list(rule, "filters").stream()
                .filter(filter -> mirrors(filter, canary))
                .mapToInt(filter -> Fields.number(Fields.map(filter, "requestMirror"), "percent", 100))
                .findFirst()
                .orElse(0);
    }

    private static int share(Map<String, Object> rule, String canary) {
        List<Map<String, Object>> backends = Fields.list(rule, "backendRefs");
        int all = backends.stream().mapToInt(backend -> Fields.number(backend, "weight", 1)).sum();
        Map<String, Object> toCanary = backend(backends, canary);
        return toCanary == null || all == 0 ? 0 : Math.round(100f * Fields.number(toCanary, "weight", 1) / all);
    }

    private static boolean isMarked(Map<String, Object> rule, String canary) {
        List<Map<String, Object>> backends = Fields.list(rule, "backendRefs");
        return backends.size() == 1 && Fields.text(backends.get(0), "name").equals(canary);
    }

    private static boolean leadsTo(Map<String, Object> rule, String service) {
        return backend(Fields.list(rule, "backendRefs"), service) != null;
    }

    private static Map<String, Object> backend(List<Map<String, Object>> backends, String service) {
        return backends.stream().filter(backend -> Fields.text(backend, "name").equals(service)).findFirst().orElse(null);
    }

    private static List<Map<String, Object>> rules(GenericKubernetesResource route) {
        return Fields.list(Fields.spec(route), "rules");
    }
}
