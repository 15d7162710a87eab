package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Divides traffic by an Istio VirtualService: weights of an HTTP route's destinations, a route of its own before the others
 * for requests with a header or a cookie, and {@code mirror} for a shadow.
 */
final class IstioRoute implements RouteForm {
    private final Traffic traffic;

    IstioRoute(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public List<String> apiVersions() {
        return List.of("networking.istio.io/v1", "networking.istio.io/v1beta1");
    }

    @Override
    public String kind() {
        return "VirtualService";
    }

    @Override
    public String plural() {
        return "virtualservices";
    }

    @Override
    public List<String> services(GenericKubernetesResource route) {
        return routes(route).stream()
                .flatMap(http -> Fields.list(http, "route").stream())
                .map(IstioRoute::service)
                .distinct()
                .toList();
    }

    @Override
    public String obstacle(GenericKubernetesResource route, String stable) {
        boolean alone = routes(route).stream()
                .filter(http -> destination(http, stable) != null)
                .allMatch(http -> Fields.list(http, "route").stream()
                        .map(IstioRoute::service)
                        .allMatch(name -> name.equals(stable) || name.equals(CanaryService.beside(stable))));
        if (!alone) {
            return "its route to Service " + stable + " leads elsewhere too; give that traffic a route of its own";
        }
        boolean mirrorTaken = traffic.strategy() == Strategy.SHADOW && routes(route).stream()
                .filter(http -> destination(http, stable) != null)
                .anyMatch(http -> http.get("mirror") != null && !mirrors(http, CanaryService.beside(stable)));
        return mirrorTaken ? "it mirrors its requests already; take that mirror away first" : "";
    }

    @Override
    public int read(GenericKubernetesResource route, String stable, String canary) {
        if (traffic.strategy() == Strategy.DARK_LAUNCH) {
            return routes(route).stream().anyMatch(http -> isMarked(http, canary)) ? 100 : 0;
        }
        return routes(route).stream()
                .filter(http -> destination(http, stable) != null)
                .mapToInt(http -> traffic.strategy() == Strategy.SHADOW ? mirrored(http, canary) : share(http, canary))
                .max()
                .orElse(0);
    }

    @Override
    public void write(GenericKubernetesResource route, String stable, String canary, int percent) {
        boolean marks = !traffic.header().isEmpty() || !traffic.cookie().isEmpty();
        List<Map<String, Object>> routes = new ArrayList<>();
        for (Map<String, Object> http : routes(route)) {
            if (isMarked(http, canary)) {
                continue;
            }
            if (destination(http, stable) != null) {
                if (percent > 0 && marks) {
                    routes.add(marked(http, stable, canary));
                }
                divide(http, stable, canary, percent);
            }
            routes.add(http);
        }
        Fields.spec(route).put("http", routes);
    }

    @Override
    public void clear(GenericKubernetesResource route, String stable, String canary) {
        List<Map<String, Object>> routes = routes(route);
        routes.removeIf(http -> isMarked(http, canary));
        routes.stream().filter(http -> destination(http, stable) != null).forEach(http -> {
            List<Map<String, Object>> destinations = Fields.list(http, "route");
            if (destinations.removeIf(destination -> service(destination).equals(canary))) {
                destinations.forEach(destination -> destination.remove("weight"));
            }
            removeMirror(http, canary);
        });
    }

    private void divide(Map<String, Object> http, String stable, String canary, int percent) {
        if (traffic.strategy() == Strategy.SHADOW) {
            removeMirror(http, canary);
            if (percent > 0) {
                Map<String, Object> percentage = new LinkedHashMap<>();
                percentage.put("value", (double) percent);
                http.put("mirror", Fields.map(beside(destination(http, stable), canary), "destination"));
                http.put("mirrorPercentage", percentage);
            }
            return;
        }
        int share = traffic.strategy() == Strategy.DARK_LAUNCH ? 0 : percent;
        if (destination(http, canary) == null) {
            Fields.list(http, "route").add(beside(destination(http, stable), canary));
        }
        destination(http, stable).put("weight", 100 - share);
        destination(http, canary).put("weight", share);
    }

    private Map<String, Object> marked(Map<String, Object> http, String stable, String canary) {
        Map<String, Object> marked = Fields.copy(http);
        marked.keySet().removeAll(List.of("name", "mirror", "mirrorPercentage"));
        List<Map<String, Object>> matches = Fields.list(marked, "match");
        if (matches.isEmpty()) {
            matches.add(new LinkedHashMap<>());
        }
        matches.forEach(match -> Fields.map(match, "headers").putAll(mark()));
        Map<String, Object> destination = beside(destination(http, stable), canary);
        destination.remove("weight");
        marked.put("match", matches);
        marked.put("route", new ArrayList<>(List.of(destination)));
        return marked;
    }

    private Map<String, Object> mark() {
        Map<String, Object> value = new LinkedHashMap<>();
        if (!traffic.header().isEmpty()) {
            int equals = traffic.header().indexOf('=');
            value.put("exact", traffic.header().substring(equals + 1));
            // Istio matches headers by their lower-case names.
            return Map.of(traffic.header().substring(0, equals).toLowerCase(Locale.ROOT), value);
        }
        value.put("regex", "^(.*;\\s*)?" + escaped(traffic.cookie()) + "(;.*)?$");
        return Map.of("cookie", value);
    }

    /** Escapes for RE2, which does not know Java's quoting. */
    private static String escaped(String text) {
        return Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]").matcher(text).replaceAll("\\\\$0");
    }

    private static Map<String, Object> beside(Map<String, Object> destination, String service) {
        Map<String, Object> copy = Fields.copy(destination);
        Map<String, Object> address = Fields.map(copy, "destination");
        String host = Fields.text(address, "host");
        int dot = host.indexOf('.');
        address.put("host", service + (dot < 0 ? "" : host.substring(dot)));
        address.remove("subset");
        return copy;
    }

    private static void removeMirror(Map<String, Object> http, String canary) {
        if (mirrors(http, canary)) {
            http.remove("mirror");
            http.remove("mirrorPercentage");
        }
    }

    private static boolean mirrors(Map<String, Object> http, String canary) {
        return http.get("mirror") != null && name(Fields.text(Fields.map(http, "mirror"), "host")).equals(canary);
    }

    private static int mirrored(Map<String, Object> http, String canary) {
        if (!mirrors(http, canary)) {
            return 0;
        }
        Object value = http.get("mirrorPercentage") == null ? null : Fields.map(http, "mirrorPercentage").get("value");
        return value instanceof Number number ? (int) Math.round(number.doubleValue()) : 100;
    }

    private static int share(Map<String, Object> http, String canary) {
        Map<String, Object> toCanary = destination(http, canary);
        if (toCanary == null) {
            return 0;
        }
        int all = Fields.list(http, "route").stream().mapToInt(each -> Fields.number(each, "weight", 0)).sum();
        return all == 0 ? 0 : Math.round(100f * Fields.number(toCanary, "weight", 0) / all);
    }

    private static boolean isMarked(Map<String, Object> http, String canary) {
        List<Map<String, Object>> destinations = Fields.list(http, "route");
        return destinations.size() == 1 && service(destinations.get(0)).equals(canary);
    }

    private static Map<String, Object> destination(Map<String, Object> http, String service) {
        return Fields.list(http, "route").stream().filter(each -> service(each).equals(service)).findFirst().orElse(null);
    }

    private static String service(Map<String, Object> destination) {
        return name(Fields.text(Fields.map(destination, "destination"), "host"));
    }

    private static String name(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    private static List<Map<String, Object>> routes(GenericKubernetesResource route) {
        return Fields.list(Fields.spec(route), "http");
    }
}
