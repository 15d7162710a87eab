package io.jenkins.plugins.modeldelivery.release.local;

import com.sun.net.httpserver.Headers;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests the canary's share is a share of.
 *
 * @param header {@code NAME=VALUE} that marks a request for the canary; the empty string for none
 * @param cookie the same for a cookie
 */
public record Selection(Mode mode, String header, String cookie) {
    /** All requests, at random. */
    public static final Selection WEIGHTS = new Selection(Mode.WEIGHTS, "", "");

    /** What the canary gets. */
    enum Mode {
        /** Its share of all requests, and all that are marked. */
        WEIGHTS,
        /** Its share of those that are marked, and no other. */
        MARKED,
        /** Copies of its share of all requests; stable answers every one. */
        MIRROR;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a strategy asks for. */
    public static Selection of(Traffic traffic) {
        Mode mode = traffic.strategy() == Strategy.SHADOW
                ? Mode.MIRROR
                : traffic.strategy() == Strategy.DARK_LAUNCH ? Mode.MARKED : Mode.WEIGHTS;
        return new Selection(mode, traffic.header(), traffic.cookie());
    }

    /** What an order asks for; empty when it is malformed. */
    static Optional<Selection> of(Map<String, Object> order) {
        Object mode = order.getOrDefault("mode", Mode.WEIGHTS.text());
        Object header = order.getOrDefault("header", "");
        Object cookie = order.getOrDefault("cookie", "");
        for (Mode known : Mode.values()) {
            if (known.text().equals(mode) && isPair(header) && isPair(cookie)) {
                return Optional.of(new Selection(known, (String) header, (String) cookie));
            }
        }
        return Optional.empty();
    }

    private static boolean isPair(Object text) {
        return text instanceof String pair && (pair.isEmpty() || pair.indexOf('=') > 0);
    }

    /** As an order carries it. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mode", mode.text());
        map.put("header", header);
        map.put("cookie", cookie);
        return map;
    }

    /** Whether a request is marked for the canary. */
    boolean marks(Headers headers) {
        if (!header.isEmpty()) {
            int split = header.indexOf('=');
            return headers.getOrDefault(header.substring(0, split), List.of()).contains(header.substring(split + 1));
        }
        return !cookie.isEmpty()
                && headers.getOrDefault("Cookie", List.of()).stream()
                        .flatMap(line -> List.of(line.split(";")).stream())
                        .anyMatch(pair -> pair.strip().equals(cookie));
    }
}
