package io.jenkins.plugins.modeldelivery.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests to a registry go, and that what is secret leaves only over TLS. */
class RegistrySessionTest {
    @ParameterizedTest
    @CsvSource({
        "registry.example.org/a:1, false, https", "registry.example.org/a:1, true, http", "127.0.0.1:5000/a:1, false, http",
        "localhost:5000/a:1, false, http", "10.0.0.1:5000/a:1, false, https"
    })
    void plainHttpIsForThisMachineOrByRequest(String image, boolean insecure, String scheme) {
        assertThat(session(image, insecure).uri("/blobs/uploads/").getScheme()).isEqualTo(scheme);
    }

    @Test
    void anUploadNeverLeavesHttpsForAnotherHost() {
        RegistrySession session = session("registry.example.org/a:1", false);
        URI asked = session.uri("/blobs/uploads/");
        assertThat(session.location(asked, answer("http://registry.example.org/x"))).isEqualTo(URI.create("https://registry.example.org/x"));
        assertThat(session.location(asked, answer("/y"))).isEqualTo(URI.create("https://registry.example.org/y"));
        assertThat(session.location(asked, answer("https://storage.example.org/z"))).isEqualTo(URI.create("https://storage.example.org/z"));
        assertThatThrownBy(() -> session.location(asked, answer("http://storage.example.org/z")))
                .isInstanceOf(SurroundingsException.class).hasMessageContaining("plain http").hasMessageContaining("insecure");
    }

    private static RegistrySession session(String image, boolean insecure) {
        return new RegistrySession(
                new Requester(Outbound.of(Map.of()), Retries.NONE), Reference.parse("image", image), Optional.empty(), insecure, "pull,push");
    }

    private static HttpResponse<?> answer(String location) {
        return (HttpResponse<?>) Proxy.newProxyInstance(RegistrySessionTest.class.getClassLoader(), new Class<?>[] {HttpResponse.class},
                (proxy, method, arguments) -> HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true));
    }
}
