package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.autoscaling.v1.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import java.util.List;

/** Who else changes the number of a workload's pods. KEDA makes a HorizontalPodAutoscaler, and is found by it. */
final class Autoscalers {
    private Autoscalers() {}

    static List<Needed> needed() {
        return Needed.of("autoscaling", "horizontalpodautoscalers", "list");
    }

    /**
     * The names of the workload's autoscalers.
     *
     * @param kind of the workload, as in {@code Deployment}
     */
    static List<String> of(ClusterConnection connection, Target target, String kind) throws InterruptedException {
        List<HorizontalPodAutoscaler> all = connection.ask("list autoscalers in " + target.namespace(), () -> connection.client()
                .autoscaling().v1().horizontalPodAutoscalers().inNamespace(target.namespace()).list().getItems());
        return all.stream()
                .filter(scaler -> {
                    CrossVersionObjectReference scaled = scaler.getSpec().getScaleTargetRef();
                    return scaled.getKind().equals(kind) && scaled.getName().equals(target.workload().name());
                })
                .map(scaler -> scaler.getMetadata().getName())
                .toList();
    }
}
