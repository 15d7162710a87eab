package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What shifts the traffic of a release, as {@code traffic}, {@code header} and {@code cookie} say.
 *
 * @param name the route's name, or the proxy's address; the empty string where the kind needs none
 * @param header {@code NAME=VALUE} of requests that go to the canary; the empty string for none
 * @param cookie the same for a cookie
 */
public record Traffic(RouterKind kind, String name, Strategy strategy, String header, String cookie) {
    public Traffic {
        refuseWhatItCannotDo(kind, strategy, header, cookie);
    }

    /**
     * Reads {@code kind} or {@code kind:name}.
     *
     * @throws InvalidInputException if there is no such router, or it cannot do what is asked for
     */
    public static Traffic of(String text, Strategy strategy, String header, String cookie) {
        int colon = text.indexOf(':');
        String kindText = colon < 0 ? text : text.substring(0, colon);
        String name = colon < 0 ? "" : text.substring(colon + 1);
        RouterKind kind = Arrays.stream(RouterKind.values())
                .filter(known -> known.text().equals(kindText))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "traffic '" + Excerpt.of(text) + "' is not a router that is known; write one of " + forms()));
        if (kind.needsName() == name.isEmpty()) {
            throw new InvalidInputException("traffic '" + Excerpt.of(text) + "' "
                    + (kind.needsName() ? "lacks the name of its route" : "takes no name") + "; write it as in " + form(kind));
        }
        return new Traffic(kind, name, strategy, header, cookie);
    }

    /**
     * The shares that the router is asked for. Where a canary gets all traffic only by taking stable's place, a last step
     * of 100 is the promotion itself and left out. Blue-green and dark launch know one step: all traffic, or all of the
     * requests that are marked. A shadow's shares are those of the copied requests.
     */
    public List<Integer> steps(List<Integer> steps) {
        if (strategy == Strategy.BLUE_GREEN || strategy == Strategy.DARK_LAUNCH) {
            return List.of(100);
        }
        return kind.reachesAll() ? steps : steps.stream().filter(step -> step < 100).toList();
    }

    /** As it was written: the kind, and the route's name where it has one. */
    @Override
    public String toString() {
        return kind.text() + (name.isEmpty() ? "" : ":" + name);
    }

    private static void refuseWhatItCannotDo(RouterKind kind, Strategy strategy, String header, String cookie) {
        if (!kind.strategies().contains(strategy)) {
            String able = kind.strategies().stream().map(Strategy::text).sorted().collect(Collectors.joining(", "));
            throw new InvalidInputException("strategy '" + strategy.text() + "' is not possible with traffic '" + kind.text()
                    + "', which can " + able + "; take one of these, or another router");
        }
        if (!header.isEmpty() && !kind.takesHeader()) {
            throw new InvalidInputException("header is not possible with traffic '" + kind.text()
                    + "', which cannot tell requests apart; leave it out, or take local, gateway-api, istio or nginx");
        }
        if (!cookie.isEmpty() && !kind.takesCookie()) {
            throw new InvalidInputException("cookie is not possible with traffic '" + kind.text()
                    + "', which cannot tell them apart; leave it out, or take local, istio or nginx");
        }
        if (!header.isEmpty() && !cookie.isEmpty()) {
            throw new InvalidInputException("header and cookie are both given; give the one that marks the canary's requests");
        }
        if (strategy == Strategy.DARK_LAUNCH && header.isEmpty() && cookie.isEmpty()) {
            throw new InvalidInputException(
                    "strategy 'dark-launch' needs to know whose requests the canary gets; give header or cookie");
        }
        mustBeAPair("header", header);
        mustBeAPair("cookie", cookie);
        if (kind == RouterKind.NGINX && !cookie.isEmpty() && !cookie.endsWith("=always")) {
            throw new InvalidInputException("cookie '" + Excerpt.of(cookie)
                    + "' cannot be matched by ingress-nginx, which knows only the value always; write it as in canary=always");
        }
    }

    private static void mustBeAPair(String field, String text) {
        if (!text.isEmpty() && !text.matches("[A-Za-z0-9!#$%&'*+.^_|~-]+=[\\x20-\\x7e&&[^\"\\\\;,]]+")) {
            throw new InvalidInputException(
                    field + " '" + Excerpt.of(text) + "' is not of the form NAME=VALUE; write it as in X-Canary=always");
        }
    }

    private static String forms() {
        return Arrays.stream(RouterKind.values()).map(Traffic::form).collect(Collectors.joining(", "));
    }

    private static String form(RouterKind kind) {
        return switch (kind) {
            case LOCAL -> "local:http://127.0.0.1:9901";
            case HAPROXY -> "haproxy:127.0.0.1:9999/fraud";
            default -> kind.needsName() ? kind.text() + ":fraud" : kind.text();
        };
    }
}
