package io.jenkins.plugins.modeldelivery.canary.metrics;

import io.jenkins.plugins.modeldelivery.http.JsonPath;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The source that the parameter {@code metrics} means.
 *
 * @param address of Prometheus or of the JSON; the empty string for the others
 * @param path where servers have their metrics, or where in the JSON the numbers stand
 * @param prefix what the names of the pods' requests and latency begin with; the empty string for those that are known
 */
public record MetricsChoice(Kind kind, String address, String path, String prefix) {
    private static final String PODS = "pods:";
    private static final String JSON = "json:";

    /** What kinds of source there are. */
    public enum Kind {
        /** What the router itself counts. */
        ROUTER,
        /** A Prometheus, or what speaks its language. */
        PROMETHEUS,
        /** The metrics that each pod or server has of its own. */
        PODS,
        /** Any JSON over HTTP. */
        JSON
    }

    /**
     * Reads {@code http://prometheus:9090}, {@code pods:}, {@code pods:PREFIX}, {@code pods:/path} or
     * {@code json:ADDRESS#PATH}; the empty string means the router of a local workload, and the pods in a cluster.
     *
     * @throws InvalidInputException if it is none of these
     */
    public static MetricsChoice of(String text, boolean local) {
        if (text.isEmpty()) {
            return new MetricsChoice(local ? Kind.ROUTER : Kind.PODS, "", "", "");
        }
        if (text.startsWith(PODS)) {
            return pods(text, local);
        }
        if (text.startsWith(JSON)) {
            return json(text);
        }
        if (!isAddress(text)) {
            throw refused(text, "is no source of metrics",
                    "write it as in http://prometheus:9090, pods:/metrics or json:https://example.org/stats#$.{arm}");
        }
        return new MetricsChoice(Kind.PROMETHEUS, text, "", "");
    }

    private static MetricsChoice pods(String text, boolean local) {
        String rest = text.substring(PODS.length());
        if (local && rest.matches("/[\\x21-\\x7e]*")) {
            return new MetricsChoice(Kind.PODS, "", rest, "");
        }
        if (!rest.matches("([a-zA-Z_:][a-zA-Z0-9_:]*)?")) {
            throw refused(text, "is not followed by the beginning of the metrics' names",
                    "write it as in pods: or pods:http" + (local ? ", or with a path as in pods:/metrics" : "; a path is an annotation of the pods"));
        }
        return new MetricsChoice(Kind.PODS, "", "/metrics", rest);
    }

    private static MetricsChoice json(String text) {
        String rest = text.substring(JSON.length());
        int hash = rest.indexOf('#');
        String address = hash < 0 ? rest : rest.substring(0, hash);
        String path = hash < 0 ? "$" : rest.substring(hash + 1);
        String example = "write it as in json:https://example.org/stats#$.{arm}";
        if (!isAddress(address.replace(JsonCounters.ARM, "stable"))) {
            throw refused(text, "names no address", example);
        }
        if (!path.equals("$") && JsonPath.parse(path.replace(JsonCounters.ARM, "stable")).isEmpty()) {
            throw refused(text, "has a path that names no value", example);
        }
        if (!rest.contains(JsonCounters.ARM)) {
            throw refused(text, "does not tell stable from canary", example);
        }
        return new MetricsChoice(Kind.JSON, address, path, "");
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static InvalidInputException refused(String text, String cause, String cure) {
        return new InvalidInputException("canaryDeploy: metrics '" + Excerpt.of(text) + "' " + cause + "; " + cure);
    }
}
