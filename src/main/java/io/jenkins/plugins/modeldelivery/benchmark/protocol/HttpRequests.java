package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.benchmark.load.HttpExchanges;
import io.jenkins.plugins.modeldelivery.benchmark.load.HttpServerAddress;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Writes out the requests of the protocols that run over HTTP/1.1. */
final class HttpRequests {
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Addressee addressee;
    private final RequestForm form;
    private final String method;

    HttpRequests(Addressee addressee, RequestForm form, boolean withData) {
        this.addressee = addressee;
        this.form = form;
        boolean bodies = withData || form.body() != null;
        this.method = form.method().isEmpty() ? bodies ? "POST" : "GET" : form.method();
        if (!METHOD.matcher(method).matches()) {
            throw new InvalidInputException("gpuBenchmark: method '" + method + "' is not an HTTP method; write it as in POST");
        }
    }

    /** The server and what it is sent. */
    Target target(List<byte[]> lines) {
        HttpServerAddress server =
                new HttpServerAddress(addressee.socket(), addressee.isEncrypted() ? addressee.tls() : null);
        List<ByteBuffer> requests = lines.isEmpty()
                ? List.of(request(JSON.missingNode(), null))
                : lines.stream().map(line -> request(parsed(line), line)).toList();
        Expectations expectations = form.expectations();
        return Target.http(server, new HttpExchanges(
                requests, method.equals("HEAD"), expectations::acceptsStatus, contents(expectations)));
    }

    private Supplier<Content> contents(Expectations expectations) {
        return () -> {
            Content protocol =
                    switch (addressee.protocol()) {
                        case HTTP -> Content.ANY;
                        case V2 -> new MemberCheck(true, "outputs");
                        case V2_BINARY -> new MemberCheck(false, "outputs");
                        case TENSORFLOW -> new MemberCheck(true, "predictions", "outputs");
                        case COMPLETIONS, CHAT -> new CompletionStream();
                        case V2_GRPC, TENSORFLOW_GRPC -> throw new IllegalStateException(addressee.protocol().name());
                    };
            return expectations.checksJson() ? new JsonCheck(protocol, expectations) : protocol;
        };
    }

    private ByteBuffer request(JsonNode line, byte[] raw) {
        if (addressee.protocol() == Protocol.V2_BINARY) {
            InferenceRequests.Binary binary = InferenceRequests.binary(line);
            String length = "Inference-Header-Content-Length: " + binary.jsonLength() + "\r\n";
            return request(line, length, "application/octet-stream", binary.body());
        }
        return request(line, "", "application/json", body(line, raw));
    }

    private byte[] body(JsonNode line, byte[] raw) {
        if (addressee.protocol().isStream()) {
            return CompletionRequests.body(line, addressee.model(), addressee.protocol() == Protocol.CHAT);
        }
        return form.body() == null ? raw : form.body().render(line, form.isJson()).getBytes(StandardCharsets.UTF_8);
    }

    private ByteBuffer request(JsonNode line, String extra, String type, byte[] body) {
        StringBuilder head = new StringBuilder(method).append(' ').append(path()).append(" HTTP/1.1\r\n");
        head.append(form.names("host") ? "" : "Host: " + addressee.url().getRawAuthority() + "\r\n");
        head.append("User-Agent: model-delivery\r\nAccept: */*\r\n");
        head.append(form.render(line)).append(extra);
        if (!addressee.authorization().isEmpty()) {
            head.append("Authorization: ").append(addressee.authorization()).append("\r\n");
        }
        if (body != null) {
            head.append(form.names("content-type") ? "" : "Content-Type: " + type + "\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] second = body == null ? new byte[0] : body;
        return ByteBuffer.allocateDirect(first.length + second.length).put(first).put(second).flip();
    }

    private String path() {
        String model = URLEncoder.encode(addressee.model(), StandardCharsets.UTF_8).replace("+", "%20");
        return switch (addressee.protocol()) {
            case HTTP -> httpPath();
            case V2, V2_BINARY -> addressee.prefix() + "/v2/models/" + model + "/infer";
            case COMPLETIONS -> versioned() + "/completions";
            case CHAT -> versioned() + "/chat/completions";
            case V2_GRPC, TENSORFLOW_GRPC -> throw new IllegalStateException(addressee.protocol().name());
            case TENSORFLOW -> addressee.prefix() + "/v1/models/" + model + ":predict";
        };
    }

    /** Base addresses of this API are written with and without the version at their end. */
    private String versioned() {
        return addressee.prefix().endsWith("/v1") ? addressee.prefix() : addressee.prefix() + "/v1";
    }

    private String httpPath() {
        String path = addressee.url().getRawPath();
        String query = addressee.url().getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    static JsonNode parsed(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "gpuBenchmark: data: a line is not JSON (" + e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                            + "); correct it", e);
        }
    }
}
