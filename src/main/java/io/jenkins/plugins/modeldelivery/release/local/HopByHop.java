package io.jenkins.plugins.modeldelivery.release.local;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Which headers a proxy passes on: those that speak of one connection stay behind, RFC 9110 section 7.6.1. */
final class HopByHop {
    private static final Set<String> CONNECTION_ONLY = Set.of(
            "connection", "proxy-connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
            "proxy-authenticate", "proxy-authorization",
            // Set anew for the next connection by whoever opens it.
            "host", "content-length", "expect");

    private HopByHop() {}

    /** Hands on the name and value of each header that may pass. */
    static void pass(Map<String, List<String>> headers, BiConsumer<String, String> to) {
        Set<String> staying = new HashSet<>(CONNECTION_ONLY);
        headers.forEach((name, values) -> {
            if (name.equalsIgnoreCase("connection")) {
                for (String token : String.join(",", values).split(",")) {
                    staying.add(token.strip().toLowerCase(Locale.ROOT));
                }
            }
        });
        headers.forEach((name, values) -> {
            if (!staying.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> to.accept(name, value));
            }
        });
    }
}
