package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import java.util.List;

/** Sends requests of our own to the canary's pods, through the API server, in turn. */
public final class PodRequests {
    private final ClusterConnection connection;
    private final List<Pod> pods;
    private int next;

    private PodRequests(ClusterConnection connection, List<Pod> pods) {
        this.connection = connection;
        this.pods = pods;
    }

    /** To the canary's ready pods as they are now. */
    public static PodRequests toCanary(ClusterConnection connection, Target target) throws InterruptedException {
        return new PodRequests(
                connection, VersionPods.of(connection, target).canary().stream().filter(PodProxy::isReady).toList());
    }

    /** Every verb that this needs. */
    public static List<Needed> needed() {
        return List.of(new Needed("list", "", "pods"), new Needed("create", "", "pods/proxy"));
    }

    /**
     * Posts JSON.
     *
     * @return whether it was answered well; false also where no pod is ready
     */
    public boolean post(String path, String body) throws InterruptedException {
        if (pods.isEmpty()) {
            return false;
        }
        Pod pod = pods.get(next++ % pods.size());
        return connection.ask("post to pod " + pod.getMetadata().getName(), () -> {
            try {
                connection.client().raw(PodProxy.served(pod, path), "POST", body);
                return true;
            } catch (KubernetesClientException e) {
                // Whoever counts the answers knows what a missing one means.
                return false;
            }
        });
    }
}
