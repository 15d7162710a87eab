package io.jenkins.plugins.modeldelivery.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Adds build secrets to a build request, which docker-java cannot. Podman takes them as {@code id} and a file at the top of the context
 * (Podman's REST API, {@code POST /build}, parameter {@code secrets}).
 */
final class SecretBuilds implements DockerHttpClient {
    private final DockerHttpClient client;
    private volatile String addition = "";

    SecretBuilds(DockerHttpClient client) {
        this.client = client;
    }

    /** The secrets of the builds from now on: for each id the file at the top of the context. */
    void use(Map<String, String> secrets) {
        String list = secrets.entrySet().stream()
                .map(secret -> "\"id=" + secret.getKey() + ",src=" + secret.getValue() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        addition = secrets.isEmpty() ? "" : "&secrets=" + URLEncoder.encode(list, StandardCharsets.UTF_8);
    }

    @Override
    public Response execute(Request request) {
        boolean build = request.path().replaceFirst("\\?.*", "").endsWith("/build");
        return client.execute(build && !addition.isEmpty() ? Request.builder().from(request).path(request.path() + addition).build() : request);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
