package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import org.junit.jupiter.api.AfterEach;

/** On a server that only stores; the controllers are played as well. */
@EnableKubernetesMockClient(crud = true, https = false)
class MockClusterBenchmarkTest extends ClusterBenchmarks {
    KubernetesClient client;
    private ApiGate gate;

    @AfterEach
    void close() {
        gate().close();
    }

    @Override
    KubernetesClient administrator() {
        return client;
    }

    @Override
    String namespace() {
        return "ml";
    }

    @Override
    ApiGate gate() {
        if (gate == null) {
            try {
                gate = new ApiGate(client.getMasterUrl().toURI(), null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return gate;
    }

    @Override
    String token() {
        return "a-token-of-the-test";
    }

    @Override
    boolean hasControllers() {
        return false;
    }
}
