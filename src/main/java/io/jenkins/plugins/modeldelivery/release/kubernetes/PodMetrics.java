package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.http.Requester;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.metrics.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the metrics of both versions' pods, so that no Prometheus is needed; through the API server not even a way to the pods. */
public final class PodMetrics implements Pages.Reader {
    private final ClusterConnection connection;
    private final Target target;
    private final PodReader reader;

    /** Reads them through the API server. */
    public PodMetrics(ClusterConnection connection, Target target) {
        this(connection, target, pod -> throughServer(connection, pod));
    }

    /** Reads them at the pods' own addresses, from wherever the requester sends. */
    public PodMetrics(ClusterConnection connection, Target target, Requester requester) {
        this(connection, target, new DirectPods(requester));
    }

    private PodMetrics(ClusterConnection connection, Target target, PodReader reader) {
        this.connection = connection;
        this.target = target;
        this.reader = reader;
    }

    /** One pod's page; null when the pod does not answer, since whoever judges knows what a missing pod means. */
    @FunctionalInterface
    interface PodReader {
        String read(Pod pod) throws InterruptedException;
    }

    /**
     * Every verb that this needs.
     *
     * @param throughServer whether the API server is asked for the pods' pages
     */
    public static List<Needed> needed(boolean throughServer) {
        Needed pods = new Needed("list", "", "pods");
        return throughServer ? List.of(pods, new Needed("get", "", "pods/proxy")) : List.of(pods);
    }

    /**
     * Asks every ready pod. Port and path are those of the annotations {@code prometheus.io/port} and {@code /path}, else
     * the first port of the first container and {@code /metrics}.
     *
     * @throws InvalidInputException if a pod names no port, or permission is missing
     */
    @Override
    public Pages read() throws InterruptedException {
        VersionPods pods = VersionPods.of(connection, target);
        List<Pod> old = pods.stable().stream().filter(PodProxy::isReady).toList();
        List<Pod> fresh = pods.canary().stream().filter(PodProxy::isReady).toList();
        Map<String, String> fromOld = ask(old);
        Map<String, String> fromFresh = ask(fresh);
        return new Pages(fromOld, fromFresh, old.size() + fresh.size() - fromOld.size() - fromFresh.size());
    }

    /** The pods of both versions, ready or not. */
    public record Names(String namespace, List<String> stable, List<String> canary) {}

    /** Which pods there are, for whoever knows their numbers by their names. Errors as in {@link #read}. */
    public Names names() throws InterruptedException {
        VersionPods pods = VersionPods.of(connection, target);
        return new Names(target.namespace(), names(pods.stable()), names(pods.canary()));
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private Map<String, String> ask(List<Pod> pods) throws InterruptedException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Pod pod : pods) {
            String answer = reader.read(pod);
            if (answer != null) {
                answers.put(pod.getMetadata().getName(), answer);
            }
        }
        return answers;
    }

    private static String throughServer(ClusterConnection connection, Pod pod) throws InterruptedException {
        String url = PodProxy.metrics(pod);
        return connection.ask("read the metrics of pod " + pod.getMetadata().getName(), () -> {
            try {
                return connection.client().raw(url);
            } catch (KubernetesClientException e) {
                if (e.getCode() >= 500) {
                    return null;
                }
                throw e;
            }
        });
    }
}
