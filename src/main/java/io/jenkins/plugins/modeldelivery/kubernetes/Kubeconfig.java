package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a kubeconfig. Entries that name a file or a program are refused: the text comes from a credential, and
 * would read files or run programs of whatever machine uses it.
 */
final class Kubeconfig {
    private static final List<String> FILES =
            List.of("certificate-authority", "client-certificate", "client-key", "tokenFile");
    private static final List<String> PROGRAMS = List.of("exec", "auth-provider");

    private final Map<?, ?> root;

    private Kubeconfig(Map<?, ?> root) {
        this.root = root;
    }

    /**
     * Reads a kubeconfig.
     *
     * @throws InvalidInputException if it is none; never repeats its text
     */
    static Kubeconfig parse(String text) {
        try {
            Map<?, ?> root = Serialization.unmarshal(text, Map.class);
            if (root != null && root.get("clusters") instanceof List) {
                return new Kubeconfig(root);
            }
        } catch (RuntimeException e) {
            // Without the cause, whose message repeats the text around the mistake.
        }
        throw new InvalidInputException("kubeconfig is not one: it has no list 'clusters'; "
                + "store the output of 'kubectl config view --minify --flatten' as a secret text or file");
    }

    /**
     * Access by one context.
     *
     * @param name the context's name; the empty string for the current one
     */
    ClusterAccess access(String name) {
        String chosen = name.isEmpty() ? text(root, "current-context") : name;
        if (chosen.isEmpty()) {
            throw new InvalidInputException("kubeconfig has no current context; name one in context");
        }
        Map<?, ?> context = entry("contexts", "context", chosen);
        Map<?, ?> cluster = entry("clusters", "cluster", text(context, "cluster"));
        Map<?, ?> user = text(context, "user").isEmpty() ? Map.of() : entry("users", "user", text(context, "user"));
        refuseForeign(cluster);
        refuseForeign(user);
        ClusterAccess.Identity identity = new ClusterAccess.Identity(
                text(user, "token"),
                decoded(user, "client-certificate-data"),
                decoded(user, "client-key-data"),
                text(user, "username"),
                text(user, "password"));
        return new ClusterAccess(
                ClusterAccess.address(text(cluster, "server"), "kubeconfig, context '" + chosen + "'"),
                decoded(cluster, "certificate-authority-data"),
                identity,
                text(context, "namespace"));
    }

    private Map<?, ?> entry(String list, String kind, String name) {
        return named(list, name)
                .filter(entry -> entry.get(kind) instanceof Map)
                .map(entry -> (Map<?, ?>) entry.get(kind))
                .orElseThrow(() -> new InvalidInputException("kubeconfig has no " + kind + " '" + Excerpt.of(name)
                        + "'; it has " + names(list)));
    }

    private Optional<Map<?, ?>> named(String list, String name) {
        return entries(list).stream().filter(entry -> name.equals(text(entry, "name"))).findFirst();
    }

    private String names(String list) {
        List<String> names = entries(list).stream().map(entry -> "'" + Excerpt.of(text(entry, "name")) + "'").toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private List<Map<?, ?>> entries(String list) {
        if (!(root.get(list) instanceof List<?> all)) {
            return List.of();
        }
        return all.stream().<Map<?, ?>>mapMulti((entry, keep) -> {
            if (entry instanceof Map<?, ?> map) {
                keep.accept(map);
            }
        }).toList();
    }

    private static void refuseForeign(Map<?, ?> entry) {
        for (String file : FILES) {
            if (entry.get(file) != null) {
                throw new InvalidInputException("kubeconfig names a file in '" + file
                        + "'; store the output of 'kubectl config view --minify --flatten', which holds its content");
            }
        }
        for (String program : PROGRAMS) {
            if (entry.get(program) != null) {
                throw new InvalidInputException("kubeconfig gets its token from a program ('" + program
                        + "'), which is never run here; store a kubeconfig with the token of a service account");
            }
        }
        if (Boolean.TRUE.equals(entry.get("insecure-skip-tls-verify"))) {
            throw new InvalidInputException("kubeconfig has insecure-skip-tls-verify, which would show the token to anybody"
                    + " in between; put the authority into certificate-authority-data instead");
        }
        for (String unknown : List.of("tls-server-name", "proxy-url", "as")) {
            if (entry.get(unknown) != null) {
                throw new InvalidInputException("kubeconfig has the entry '" + unknown
                        + "', which is not supported; remove it" + (unknown.equals("proxy-url") ? " and configure the proxy" : ""));
            }
        }
    }

    private static String decoded(Map<?, ?> entry, String name) {
        try {
            return new String(Base64.getDecoder().decode(text(entry, name).replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "kubeconfig: '" + name + "' is not base64; copy the kubeconfig again without changing it");
        }
    }

    private static String text(Map<?, ?> entry, String name) {
        Object value = entry.get(name);
        return value == null ? "" : value.toString();
    }
}
