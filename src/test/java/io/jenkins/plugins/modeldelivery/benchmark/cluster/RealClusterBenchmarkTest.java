package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.release.kubernetes.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the API server and controllers that KUBECONFIG names. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealClusterBenchmarkTest extends ClusterBenchmarks {
    private static RealCluster cluster;

    @BeforeAll
    static void open() {
        cluster = new RealCluster();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Override
    KubernetesClient administrator() {
        return cluster.administrator();
    }

    @Override
    String namespace() {
        return cluster.namespace();
    }

    @Override
    ApiGate gate() {
        return cluster.gate();
    }

    @Override
    String token() {
        return cluster.robot();
    }

    @Override
    boolean hasControllers() {
        return true;
    }
}
