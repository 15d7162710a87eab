package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.release.kubernetes.LivingCluster;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the API server and controllers that KUBECONFIG names. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealClusterCanaryTest extends ClusterCanaries {
    @Override
    LivingCluster open() {
        return LivingCluster.real();
    }
}
