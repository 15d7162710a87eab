package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a namespace's quota and the cluster's hardware leave room for more pods. */
final class Room {
    private static final String CURE = "take capacity 'swap', smaller steps, or make room";

    private final ClusterConnection connection;
    private final String namespace;

    Room(ClusterConnection connection, String namespace) {
        this.connection = connection;
        this.namespace = namespace;
    }

    /**
     * Returns when so many pods more fit.
     *
     * @param more pods that are made, all of which a quota must allow
     * @param running how many of them must find a node for the release to go on
     * @return what could not be looked at, for the plan
     * @throws InvalidInputException with the numbers, if they do not
     */
    List<String> require(PodSpec pod, int more, int running) throws InterruptedException {
        List<String> unseen = new ArrayList<>();
        if (more <= 0) {
            return unseen;
        }
        if (may("list", "resourcequotas")) {
            requireQuota(pod, more);
        } else {
            unseen.add(Messages.Preflight_unseen("resourcequotas"));
        }
        Resources hardware = Resources.of(pod).hardware();
        if (hardware.amounts().isEmpty()) {
            return unseen;
        }
        Permissions everywhere = new Permissions(connection, "");
        if (everywhere.has(new Permissions.Needed("list", "", "nodes"))
                && everywhere.has(new Permissions.Needed("list", "", "pods"))) {
            requireHardware(pod, hardware, running);
        } else {
            unseen.add(Messages.Preflight_unseen("nodes, pods"));
        }
        return unseen;
    }

    private boolean may(String verb, String resource) throws InterruptedException {
        return new Permissions(connection, namespace).has(new Permissions.Needed(verb, "", resource));
    }

    private void requireQuota(PodSpec pod, int more) throws InterruptedException {
        List<ResourceQuota> quotas = connection.ask("list quotas in " + namespace, () -> connection.client().resourceQuotas()
                .inNamespace(namespace).list().getItems());
        for (ResourceQuota quota : quotas) {
            if (quota.getStatus() == null || quota.getStatus().getHard() == null || isForSomePods(quota)) {
                continue;
            }
            quota.getStatus().getHard().forEach((name, hard) -> {
                BigDecimal used = Resources.amount(Map.copyOf(quota.getStatus().getUsed()).get(name));
                BigDecimal left = Resources.amount(hard).subtract(used);
                BigDecimal needed = ofPod(pod, name).multiply(BigDecimal.valueOf(more));
                if (needed.signum() > 0 && needed.compareTo(left) > 0) {
                    throw new InvalidInputException("quota '" + quota.getMetadata().getName() + "' in namespace '" + namespace
                            + "' leaves " + left.toPlainString() + " of " + name + ", and " + more + " more pods need "
                            + needed.toPlainString() + "; " + CURE);
                }
            });
        }
    }

    private static boolean isForSomePods(ResourceQuota quota) {
        return quota.getSpec() != null
                && (quota.getSpec().getScopeSelector() != null || !quota.getSpec().getScopes().isEmpty());
    }

    private static BigDecimal ofPod(PodSpec pod, String quota) {
        int dot = quota.indexOf('.') + 1;
        return switch (quota.substring(0, dot)) {
            case "limits." -> Resources.limitsOf(pod).get(quota.substring(dot));
            case "requests." -> Resources.of(pod).get(quota.substring(dot));
            default -> quota.equals("pods") || quota.equals("count/pods") ? BigDecimal.ONE : Resources.of(pod).get(quota);
        };
    }

    private void requireHardware(PodSpec pod, Resources hardware, int more) throws InterruptedException {
        List<Node> nodes = connection.ask("list nodes", () -> connection.client().nodes().list().getItems());
        List<Pod> pods = connection.ask("list pods", () -> connection.client().pods().inAnyNamespace().list().getItems());
        for (Map.Entry<String, BigDecimal> piece : hardware.amounts().entrySet()) {
            if (piece.getValue().signum() == 0) {
                continue;
            }
            BigDecimal free = BigDecimal.ZERO;
            int fitting = 0;
            for (Node node : nodes) {
                BigDecimal here = mayTake(node, pod) ? free(node, pods, piece.getKey()) : BigDecimal.ZERO;
                free = free.add(here);
                fitting += here.divide(piece.getValue(), 0, RoundingMode.DOWN).intValue();
            }
            BigDecimal waiting = Resources.of(pods.stream().filter(Room::isWaiting).toList()).get(piece.getKey());
            int left = fitting - waiting.divide(piece.getValue(), 0, RoundingMode.UP).intValue();
            if (left < more) {
                throw new InvalidInputException(more + " more pods need " + piece.getValue().multiply(BigDecimal.valueOf(more))
                        .toPlainString() + " " + piece.getKey() + ", and the nodes have " + free.toPlainString() + " free"
                        + (waiting.signum() > 0 ? ", for which pending pods wait for " + waiting.toPlainString() : "") + "; " + CURE);
            }
        }
    }

    private static BigDecimal free(Node node, List<Pod> pods, String piece) {
        Resources taken = Resources.of(pods.stream()
                .filter(each -> node.getMetadata().getName().equals(each.getSpec().getNodeName()))
                .toList());
        BigDecimal all = Resources.amount(node.getStatus().getAllocatable() == null
                ? null : node.getStatus().getAllocatable().get(piece));
        return all.subtract(taken.get(piece)).max(BigDecimal.ZERO);
    }

    private static boolean mayTake(Node node, PodSpec pod) {
        boolean closed = node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        Map<String, String> labels = node.getMetadata().getLabels() == null ? Map.of() : node.getMetadata().getLabels();
        Map<String, String> selector = pod.getNodeSelector() == null ? Map.of() : pod.getNodeSelector();
        return !closed && labels.entrySet().containsAll(selector.entrySet());
    }

    private static boolean isWaiting(Pod pod) {
        return pod.getSpec().getNodeName() == null;
    }
}
