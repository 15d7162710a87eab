package io.jenkins.plugins.modeldelivery.canary;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.release.kubernetes.LivingCluster;

/** On fabric8's mock server. */
@EnableKubernetesMockClient(crud = true, https = false)
class MockClusterCanaryTest extends ClusterCanaries {
    KubernetesClient client;

    @Override
    LivingCluster open() {
        return new LivingCluster(client);
    }
}
