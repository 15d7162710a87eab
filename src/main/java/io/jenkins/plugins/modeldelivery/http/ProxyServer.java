package io.jenkins.plugins.modeldelivery.http;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.Serializable;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An HTTP proxy and the hosts that are reached without it.
 *
 * @param host the empty string for no proxy
 * @param credential for basic authentication; null for none
 * @param direct host names, or domains with a leading dot, in lower case; {@code *} stands for any text, as in {@code 10.*}
 */
public record ProxyServer(String host, int port, Credential credential, List<String> direct) implements Serializable {
    public static final ProxyServer NONE = new ProxyServer("", 0, null, List.of());

    public ProxyServer {
        direct = List.copyOf(direct);
    }

    /**
     * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} name, in either case.
     *
     * @throws InvalidInputException if the variable holds no address
     */
    public static ProxyServer fromEnvironment(Map<String, String> environment) {
        String address = first(environment, "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy");
        if (address.isBlank()) {
            return NONE;
        }
        URI uri = parse(address);
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new ProxyServer(
                uri.getHost(), port, credential(uri.getRawUserInfo()), exceptions(first(environment, "NO_PROXY", "no_proxy")));
    }

    /** Whether requests to this host go through the proxy. */
    public boolean serves(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        return !host.isEmpty()
                && !isLoopback(name)
                && direct.stream().noneMatch(entry -> isLike(name, entry) || isInDomain(name, entry));
    }

    private static boolean isLike(String name, String entry) {
        String anyText = Arrays.stream(entry.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return name.matches(anyText);
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]");
    }

    private static boolean isInDomain(String name, String entry) {
        return name.endsWith(entry.startsWith(".") ? entry : "." + entry);
    }

    private static URI parse(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    /** Without a cause and without the value: both would repeat a password that the address may hold. */
    private static InvalidInputException refused() {
        return new InvalidInputException("HTTPS_PROXY is not an address; write it as in http://proxy.example.org:3128");
    }

    private static Credential credential(String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new Credential(decoded(user), decoded(password));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static List<String> exceptions(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static String first(Map<String, String> environment, String... names) {
        return Arrays.stream(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
    }
}
