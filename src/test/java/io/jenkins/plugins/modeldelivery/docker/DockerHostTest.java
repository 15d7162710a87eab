package io.jenkins.plugins.modeldelivery.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which service is spoken to. */
final class DockerHostTest {
    @Test
    void whatTheStepNamesGoesBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("DOCKER_HOST", "tcp://elsewhere:2375");
        assertThat(DockerHost.of("unix:///run/x.sock", environment).address()).isEqualTo(URI.create("unix:///run/x.sock"));
        assertThat(DockerHost.of("", environment).address()).isEqualTo(URI.create("tcp://elsewhere:2375"));
        assertThat(DockerHost.of("", Map.of()).address().getScheme()).isEqualTo("unix");
    }

    @Test
    void certificatesAreThoseOfTheDockerCommandLine() {
        Map<String, String> environment = Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/certificates");
        assertThat(DockerHost.of("tcp://gpu:2376", environment).certificates()).isEqualTo(Path.of("/certificates"));
        assertThat(DockerHost.of("tcp://gpu:2376", Map.of("DOCKER_TLS_VERIFY", "1")).certificates()).isEqualTo(Path.of(System.getProperty("user.home"), ".docker"));
        assertThat(DockerHost.of("tcp://gpu:2376", Map.of()).certificates()).isNull();
        assertThat(DockerHost.of("unix:///run/x.sock", environment).certificates()).isNull();
    }

    @Test
    void publishedPortsAreReachedWhereTheServiceRuns() {
        assertThat(DockerHost.of("tcp://gpu:2376", Map.of()).reachedAt()).isEqualTo("gpu");
        assertThat(DockerHost.of("unix:///run/x.sock", Map.of()).reachedAt()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "http://host:2375", "tcp://host", "ssh://me@host", "unix://relative", "tcp://a b:1"})
    void anythingElseIsRefusedWithTheCure(String text) {
        assertThatThrownBy(() -> DockerHost.of(text, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("dockerHost '" + text + "'")
                .hasMessageContaining("unix:///var/run/docker.sock");
    }

    @Test
    void nobodyThereIsOneLine() {
        DockerHost host = DockerHost.of("unix:///nowhere/docker.sock", Map.of());
        assertThatThrownBy(() -> DockerService.open(host))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("unix:///nowhere/docker.sock")
                .hasMessageContaining("dockerHost");
    }
}
