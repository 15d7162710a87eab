package io.jenkins.plugins.modeldelivery.kubernetes;

import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Cluster;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;

/**
 * The cluster that the parameters of a step mean: a configured one, that of a stored kubeconfig, or with none of the three
 * the one that this process runs in.
 *
 * @param cluster name in the global configuration; the empty string for none
 * @param kubeconfig id of the credential that holds a kubeconfig; the empty string for none
 * @param context context of that kubeconfig; the empty string for the current one
 */
public record ClusterChoice(String cluster, String kubeconfig, String context) {
    private static final String OWN = "in-cluster";

    public ClusterChoice {
        if (!cluster.isEmpty() && !kubeconfig.isEmpty()) {
            throw new InvalidInputException("cluster and kubeconfig are both given; give the one that is meant");
        }
        if (!context.isEmpty() && kubeconfig.isEmpty()) {
            throw new InvalidInputException("context '" + context + "' is given without the kubeconfig that has it; give kubeconfig");
        }
    }

    /** What the cluster is called in ledgers and locks. */
    public String name() {
        if (!cluster.isEmpty()) {
            return cluster;
        }
        return kubeconfig.isEmpty() ? OWN : kubeconfig + (context.isEmpty() ? "" : "." + context);
    }

    /**
     * Looks the credential up and opens a connection; nothing is sent yet.
     *
     * @throws InvalidInputException if cluster, credential, kubeconfig or context cannot be used
     */
    public ClusterConnection open(Workbench bench, Outbound outbound) {
        if (!cluster.isEmpty()) {
            Cluster configured = bench.cluster(cluster);
            return open(bench, outbound, configured.kubeconfigCredentialsId(), configured.context());
        }
        return kubeconfig.isEmpty()
                ? KeptConnections.OF_PROCESS.take(ServiceAccount.access(), outbound)
                : open(bench, outbound, kubeconfig, context);
    }

    private static ClusterConnection open(Workbench bench, Outbound outbound, String credentialsId, String context) {
        String text = bench.credential(credentialsId).secret();
        return KeptConnections.OF_PROCESS.take(ClusterAccess.ofKubeconfig(text, context), outbound);
    }
}
