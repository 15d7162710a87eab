package io.jenkins.plugins.modeldelivery.image.registry;

import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image in a registry. As with Docker, a first part without dot, colon or {@code localhost} is no host,
 * and the registry is then Docker Hub.
 *
 * @param host with its port where it is not the usual one
 * @param tag the empty string when there is none
 * @param digest null when there is none
 */
public record Reference(String host, String repository, String tag, Digest digest) {
    private static final String HUB = "docker.io";
    private static final String HUB_ADDRESS = "registry-1.docker.io";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern FORM = Pattern.compile("(?:(?<host>[A-Za-z0-9.-]+(?::\\d{1,5})?|\\[[0-9a-fA-F:]+](?::\\d{1,5})?)/)?"
            + "(?<repository>" + PART + "(?:/" + PART + ")*)"
            + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    /**
     * Reads {@code host/name:tag}, {@code host/name@sha256:…} or both.
     *
     * @param parameter the parameter it belongs to, for the error
     * @throws InvalidInputException if it is written otherwise
     */
    public static Reference parse(String parameter, String text) {
        int slash = text.indexOf('/');
        boolean hosted = slash > 0 && isHost(text.substring(0, slash));
        Matcher matcher = FORM.matcher(hosted ? text : HUB + "/" + text);
        if (text.length() > 512 || !matcher.matches()) {
            throw new InvalidInputException(parameter + " '" + text
                    + "' is not an image's name; write it in lower case as in registry.example.org/team/fraud:1.4");
        }
        String host = matcher.group("host");
        boolean hub = host.equals(HUB) || host.equals("index.docker.io");
        String repository = matcher.group("repository");
        String name = hub && !repository.contains("/") ? "library/" + repository : repository;
        String tag = matcher.group("tag") == null ? "" : matcher.group("tag");
        String digest = matcher.group("digest");
        return new Reference(hub ? HUB : host, name, tag, digest == null ? null : Digest.parse(digest));
    }

    private static boolean isHost(String first) {
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }

    /** Where the registry's requests go. */
    String address() {
        return host.equals(HUB) ? HUB_ADDRESS : host;
    }

    /** The tag, {@code latest} where neither tag nor digest is given, else the digest. */
    String target() {
        if (digest != null) {
            return digest.toString();
        }
        return tag.isEmpty() ? "latest" : tag;
    }

    /** {@code host/name@sha256:…}. */
    public String at(Digest content) {
        return host + "/" + repository + "@" + content;
    }

    /** Whether the registry is on this machine. */
    boolean isLoopback() {
        return host.matches("localhost(:\\d+)?|127\\.\\d+\\.\\d+\\.\\d+(:\\d+)?|\\[::1](:\\d+)?");
    }

    @Override
    public String toString() {
        return host + "/" + repository + (tag.isEmpty() ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
