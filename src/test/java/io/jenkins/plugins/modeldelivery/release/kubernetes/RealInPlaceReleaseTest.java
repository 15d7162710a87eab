package io.jenkins.plugins.modeldelivery.release.kubernetes;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the API server and controllers that KUBECONFIG names, with the CRDs of KServe and Argo Rollouts. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealInPlaceReleaseTest extends InPlaceReleases {
    @Override
    TestCluster open() {
        return new RealCluster();
    }
}
