package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says of a Deployment whether its newest version is up, and if not, what keeps it, in the words of its pods. */
final class Progress {
    /** States of a container that no waiting mends. */
    private static final Set<String> HOPELESS = Set.of(
            "ImagePullBackOff", "InvalidImageName", "ImageInspectError", "ErrImageNeverPull", "CrashLoopBackOff",
            "CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    private Progress() {}

    /**
     * How far a Deployment is.
     *
     * @param pods those of its newest version, or more
     */
    static Readiness of(Deployment deployment, List<Pod> pods) {
        int wanted = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
        DeploymentStatus status = deployment.getStatus();
        String name = deployment.getMetadata().getName();
        if (status == null || isOlder(status.getObservedGeneration(), deployment.getMetadata().getGeneration())) {
            return Readiness.waiting("deployment " + name + ": the cluster has not taken it up yet");
        }
        if (isComplete(status, wanted)) {
            return Readiness.READY;
        }
        Optional<String> death = Stream.concat(pods.stream().flatMap(Progress::death), death(status).stream()).findFirst();
        if (death.isPresent()) {
            return Readiness.failed("deployment " + name + ": " + death.get());
        }
        String cause = pods.stream().flatMap(Progress::delay).findFirst().map(text -> "; " + text).orElse("");
        return Readiness.waiting("deployment " + name + ": " + number(status.getReadyReplicas()) + " of " + wanted
                + " pods are ready" + cause);
    }

    private static boolean isComplete(DeploymentStatus status, int wanted) {
        return number(status.getUpdatedReplicas()) == wanted
                && number(status.getReplicas()) == wanted
                && number(status.getAvailableReplicas()) == wanted;
    }

    private static boolean isOlder(Long observed, Long generation) {
        return generation != null && (observed == null || observed < generation);
    }

    private static Optional<String> death(DeploymentStatus status) {
        return status.getConditions().stream()
                .filter(condition -> isDeath(condition))
                .map(condition -> condition.getReason() + " (" + condition.getMessage() + ")")
                .findFirst();
    }

    private static boolean isDeath(DeploymentCondition condition) {
        return condition.getType().equals("ReplicaFailure") && condition.getStatus().equals("True")
                || condition.getType().equals("Progressing") && "ProgressDeadlineExceeded".equals(condition.getReason());
    }

    private static Stream<String> death(Pod pod) {
        return waiting(pod)
                .filter(state -> HOPELESS.contains(state.getReason()))
                .map(state -> "pod " + pod.getMetadata().getName() + ": " + words(state));
    }

    private static Stream<String> delay(Pod pod) {
        if (pod.getStatus() == null) {
            return Stream.empty();
        }
        String name = "pod " + pod.getMetadata().getName() + ": ";
        Stream<String> unscheduled = pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled") && condition.getStatus().equals("False"))
                .map(PodCondition::getMessage)
                .map(message -> name + "no node takes it (" + message + ")");
        return Stream.concat(unscheduled, waiting(pod).map(state -> name + words(state)));
    }

    private static Stream<ContainerStateWaiting> waiting(Pod pod) {
        if (pod.getStatus() == null) {
            return Stream.empty();
        }
        return Stream.concat(pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getWaiting() != null)
                .map(ContainerState::getWaiting)
                .filter(state -> state.getReason() != null);
    }

    private static String words(ContainerStateWaiting state) {
        return state.getReason() + (state.getMessage() == null ? "" : " (" + state.getMessage() + ")");
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
