package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Divides traffic by numbers of pods: the canary's bear stable's labels, so the Service spreads requests over both. The
 * share is what the specified numbers make of it; how even the Service spreads is not in our hands.
 */
final class ReplicaRatio implements TrafficSplit {
    private final ClusterConnection connection;

    ReplicaRatio(ClusterConnection connection) {
        this.connection = connection;
    }

    /**
     * Refuses shares that no number of canary pods comes to within half a per cent.
     *
     * @param stableReplicas at least 1
     */
    static void requireReachable(List<Integer> shares, int stableReplicas) {
        List<Integer> missed = shares.stream()
                .filter(share -> share > 0 && share < 100)
                .filter(share -> share(count(share, stableReplicas), stableReplicas) != share)
                .toList();
        if (!missed.isEmpty()) {
            String reached = IntStream.rangeClosed(1, Math.max(stableReplicas, 4))
                    .map(canary -> share(canary, stableReplicas))
                    .mapToObj(Integer::toString)
                    .distinct()
                    .collect(Collectors.joining(", "));
            List<String> cures = new ArrayList<>(List.of("take steps of these", "a router with weights"));
            throw new InvalidInputException("steps " + missed + " cannot be reached by numbers of pods beside " + stableReplicas
                    + " of stable, which give " + reached + "; " + String.join(", or ", cures));
        }
    }

    @Override
    public void check(Deployment stable) {
        if (stable.getSpec().getReplicas() != null && stable.getSpec().getReplicas() == 0) {
            throw new InvalidInputException("deployment " + stable.getMetadata().getName()
                    + " has no replicas, so no number of canary pods makes a share; scale it up first");
        }
    }

    @Override
    public int read(Deployment stable, Deployment canary) {
        int canaries = canary == null ? 0 : canary.getSpec().getReplicas();
        return canaries == 0 ? 0 : share(canaries, stable.getSpec().getReplicas());
    }

    @Override
    public String owner(Deployment stable) {
        return "";
    }

    @Override
    public void label(Deployment canary, Deployment stable) {
        canary.getSpec().setReplicas(0);
    }

    @Override
    public void open(Deployment stable, Deployment canary) {
        // The Service that leads to stable leads to the canary's pods too, as soon as there are any.
    }

    @Override
    public void write(int percent, Deployment stable, Deployment canary) throws InterruptedException {
        if (canary == null) {
            return;
        }
        String namespace = canary.getMetadata().getNamespace();
        String name = canary.getMetadata().getName();
        if (percent == 100) {
            throw new InvalidInputException("a canary beside stable's pods cannot get 100 % of the traffic;"
                    + " leave the step out: the promotion follows the last step");
        }
        int replicas = replicas(percent, stable.getSpec().getReplicas());
        connection.edit(
                "deployment " + namespace + "/" + name,
                () -> connection.client().apps().deployments().inNamespace(namespace).withName(name).get(),
                found -> new DeploymentBuilder(found).editSpec().withReplicas(replicas).endSpec().build());
    }

    @Override
    public void handOver(Deployment stable, Deployment canary) {
        // A Service leads to whichever pods are ready.
    }

    @Override
    public void close(Deployment stable) {
        // The canary's pods go with their Deployment.
    }

    @Override
    public int replicas(int percent, int stableReplicas) {
        return percent == 0 ? 0 : count(percent, stableReplicas);
    }

    private static int count(int percent, int stableReplicas) {
        return Math.max(1, (int) Math.round(stableReplicas * percent / (100.0 - percent)));
    }

    private static int share(int canaries, int stableReplicas) {
        return (int) Math.round(100.0 * canaries / (canaries + stableReplicas));
    }
}
