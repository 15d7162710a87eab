package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.http.Retries;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pods are read at their own addresses; one that does not answer is missing, a machine that should ask and is gone is not. */
class DirectPodsTest {
    @Test
    void aPodShowsItsPageAtItsAddress() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/stats", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("a 1".getBytes());
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        DirectPods pods = new DirectPods(new Requester(Outbound.of(Map.of()), Retries.NONE));
        try {
            assertThat(pods.read(pod("127.0.0.1", port, "/stats"))).isEqualTo("a 1");
            assertThat(pods.read(pod("127.0.0.1", port, "/elsewhere"))).isNull();
            assertThat(pods.read(pod(null, port, "/stats"))).isNull();
        } finally {
            server.stop(0);
        }
        assertThat(pods.read(pod("127.0.0.1", port, "/stats"))).isNull();
    }

    @Test
    void anAddressOfSixteenBytesStandsInBrackets() {
        assertThat(PodProxy.direct(pod("fd00::1", 8080, ""))).hasToString("http://[fd00::1]:8080/metrics");
    }

    @Test
    void aMachineThatIsGoneIsNoSilentPod() {
        Requester gone = Requester.through(letter -> {
            throw new SurroundingsException("the agent is gone");
        }, Retries.NONE);
        assertThatThrownBy(() -> new DirectPods(gone).read(pod("127.0.0.1", 8080, "")))
                .isInstanceOf(SurroundingsException.class).hasMessage("the agent is gone");
    }

    private static Pod pod(String address, int port, String path) {
        return new PodBuilder()
                .withNewMetadata().withName("fraud-1").withNamespace("ml")
                .addToAnnotations("prometheus.io/port", Integer.toString(port))
                .addToAnnotations("prometheus.io/path", path)
                .endMetadata()
                .withNewStatus().withPodIP(address).endStatus()
                .build();
    }
}
