package io.jenkins.plugins.modeldelivery.release.kubernetes;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the API server and controllers that KUBECONFIG names, with the CRDs of Flagger. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealFlaggerReleaseTest extends FlaggerReleases {
    @Override
    TestCluster open() {
        return new RealCluster();
    }
}
