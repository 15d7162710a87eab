package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;

/** A cluster for a test: an API server behind a gate, and something that makes pods ready. */
interface TestCluster extends AutoCloseable {
    /** Image names with this word in them cannot be pulled. */
    String BROKEN = "broken";

    /** A namespace of the test's own. */
    String namespace();

    /** May do everything, past the gate. */
    KubernetesClient administrator();

    /** Through the gate. */
    ClusterConnection connection();

    ApiGate gate();

    /** Lets the cluster do what it does by itself, until nothing more happens. */
    void settle();

    @Override
    void close();
}
