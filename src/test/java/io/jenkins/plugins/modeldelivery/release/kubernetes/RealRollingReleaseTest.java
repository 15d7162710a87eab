package io.jenkins.plugins.modeldelivery.release.kubernetes;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the API server and controllers that KUBECONFIG names. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealRollingReleaseTest extends RollingReleases {
    @Override
    TestCluster open() {
        return new RealCluster();
    }
}
