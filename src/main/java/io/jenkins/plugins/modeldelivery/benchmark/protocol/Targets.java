package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Writes out the requests of each protocol. */
public final class Targets {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+:[\\t\\x20-\\x7e]*");

    private final URI url;
    private final Protocol protocol;
    private final String model;

    public Targets(URI url, Protocol protocol, String model) {
        this.url = url;
        this.protocol = protocol;
        this.model = model;
    }

    /**
     * The server and its requests.
     *
     * @param method the empty string for GET without and POST with bodies
     * @param headers {@code name: value} each
     * @param bodies sent in turn; empty for requests without one
     * @throws InvalidInputException if a header or the method is malformed
     * @throws SurroundingsException if the host's name cannot be resolved
     */
    public Target target(String method, List<String> headers, List<byte[]> bodies) {
        InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
        if (address.isUnresolved()) {
            throw new SurroundingsException(
                    "host '" + url.getHost() + "' is unknown on this machine; check its spelling and the name server");
        }
        String verb = method.isEmpty() ? bodies.isEmpty() ? "GET" : "POST" : method;
        String head = head(verb, headers);
        List<byte[]> sent = bodies.isEmpty() ? List.of(new byte[0]) : bodies;
        return new Target(address, sent.stream().map(body -> request(head, body, !bodies.isEmpty())).toList(), contents());
    }

    private String head(String method, List<String> headers) {
        if (!METHOD.matcher(method).matches()) {
            throw new InvalidInputException("method '" + method + "' is not an HTTP method; write it as in POST");
        }
        StringBuilder head = new StringBuilder(method).append(' ').append(path()).append(" HTTP/1.1\r\nHost: ");
        head.append(url.getRawAuthority()).append("\r\nUser-Agent: model-delivery\r\nAccept: */*\r\n");
        for (String header : headers) {
            if (!HEADER.matcher(header).matches()) {
                throw new InvalidInputException("headers '" + header.replaceAll(":.*", ": ****")
                        + "' is not a header; write it as in 'X-Tenant: a'");
            }
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private String path() {
        String given = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String prefix = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (protocol) {
            case HTTP -> url.getRawQuery() == null ? given : given + "?" + url.getRawQuery();
            case V2 -> prefix + "/v2/models/" + name + "/infer";
            case TENSORFLOW -> prefix + "/v1/models/" + name + ":predict";
        };
    }

    private Supplier<Content> contents() {
        return switch (protocol) {
            case HTTP -> () -> Content.ANY;
            case V2 -> () -> new MemberCheck("outputs");
            case TENSORFLOW -> () -> new MemberCheck("predictions");
        };
    }

    private static ByteBuffer request(String head, byte[] body, boolean withBody) {
        String length = withBody ? "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n" : "";
        byte[] first = (head + length + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(first.length + body.length).put(first).put(body).flip();
    }
}
