package io.jenkins.plugins.modeldelivery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.modeldelivery.http.Destinations;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.http.ProxyServer;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connection is shared by who may share it, and closed when nobody wants it any more. */
class KeptConnectionsTest {
    private static final Outbound FREE = Outbound.of(Map.of());

    private final List<KubernetesClient> made = new ArrayList<>();
    private long now;
    private final KeptConnections kept = new KeptConnections(() -> now, (access, outbound) -> {
        KubernetesClient client = new KubernetesClientBuilder().withConfig(Config.empty()).build();
        made.add(client);
        return client;
    });

    @Test
    void theSameCredentialSharesOneAndAnotherMakesAnother() {
        KubernetesClient first = used("a");
        assertThat(used("a")).isSameAs(first);
        assertThat(used("b")).isNotSameAs(first);
        assertThat(made).hasSize(2);
    }

    @Test
    void whatIsInUseIsNeverClosed() {
        ClusterConnection busy = kept.take(access("busy"), FREE);
        for (int i = 0; i < 100; i++) {
            used("other " + i);
        }
        now += Duration.ofHours(1).toNanos();
        used("last");
        assertThat(used("busy")).as("still the same").isSameAs(busy.client());
        int before = made.size();
        busy.close();
        busy.close();
        now += Duration.ofHours(1).toNanos();
        used("last");
        assertThat(used("busy")).as("closed after a long time, once").isNotSameAs(busy.client());
        assertThat(made).hasSizeLessThanOrEqualTo(before + 2);
    }

    @Test
    void aDestinationThatIsNoLongerAllowedIsRefusedThoughAConnectionIsKept() {
        used("a");
        Outbound narrow = Outbound.of(new Destinations(List.of("elsewhere.example"), false), ProxyServer.NONE, "");
        assertThatThrownBy(() -> kept.take(access("a"), narrow)).isInstanceOf(InvalidInputException.class);
    }

    private KubernetesClient used(String token) {
        try (ClusterConnection connection = kept.take(access(token), FREE)) {
            return connection.client();
        }
    }

    private static ClusterAccess access(String token) {
        return new ClusterAccess(URI.create("http://127.0.0.1:1"), "", ClusterAccess.Identity.ofToken(token), "");
    }
}
