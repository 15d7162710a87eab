package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.modeldelivery.kubernetes.PodTroubles;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.net.URI;
import java.util.List;

/** How pods are reached through the API server, so that no way to the pods themselves is needed. */
final class PodProxy {
    private static final String PORT = "prometheus.io/port";
    private static final String PATH = "prometheus.io/path";

    private PodProxy() {}

    /** Where a pod shows its metrics: by its annotations, else on its first port under {@code /metrics}. */
    static String metrics(Pod pod) {
        return url(pod, metricsPort(pod), metricsPath(pod));
    }

    /** The same at the pod's own address; null while it has none. */
    static URI direct(Pod pod) {
        String address = pod.getStatus().getPodIP();
        if (address == null || address.isEmpty()) {
            return null;
        }
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("http://" + host + ":" + metricsPort(pod) + metricsPath(pod));
    }

    private static String metricsPort(Pod pod) {
        return Marks.read(pod, PORT).matches("\\d{1,5}") ? Marks.read(pod, PORT) : served(pod);
    }

    private static String metricsPath(Pod pod) {
        return Marks.read(pod, PATH).isEmpty() ? "/metrics" : Marks.read(pod, PATH);
    }

    /** A path of what a pod serves on its first port. */
    static String served(Pod pod, String path) {
        return url(pod, served(pod), path);
    }

    static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && PodTroubles.isReady(pod);
    }

    private static String url(Pod pod, String port, String path) {
        return "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/" + pod.getMetadata().getName() + ":" + port
                + "/proxy" + path;
    }

    private static String served(Pod pod) {
        List<ContainerPort> ports = pod.getSpec().getContainers().get(0).getPorts();
        if (!ports.isEmpty()) {
            return ports.get(0).getContainerPort().toString();
        }
        if (Marks.read(pod, PORT).matches("\\d{1,5}")) {
            return Marks.read(pod, PORT);
        }
        throw new InvalidInputException("pod " + pod.getMetadata().getName()
                + " says no port; write containerPort, or for the metrics the annotation " + PORT);
    }
}
