package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;

/** On the mock API server. */
@EnableKubernetesMockClient(crud = true, https = false)
class MockFlaggerReleaseTest extends FlaggerReleases {
    KubernetesClient client;

    @Override
    TestCluster open() {
        return new MockCluster(client);
    }
}
