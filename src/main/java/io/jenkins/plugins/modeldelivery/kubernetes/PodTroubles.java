package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says whether a pod is up, and what keeps it from that, in its own words, and whether waiting mends it. */
public final class PodTroubles {
    /** States of a container that no waiting mends. */
    private static final Set<String> HOPELESS = Set.of(
            "ImagePullBackOff", "InvalidImageName", "ImageInspectError", "ErrImageNeverPull", "CrashLoopBackOff",
            "CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    private PodTroubles() {}

    /** What it died of. */
    public static Optional<String> death(Pod pod) {
        return waiting(pod)
                .filter(state -> HOPELESS.contains(state.getReason()))
                .map(state -> name(pod) + words(state))
                .findFirst();
    }

    /** What the first of them that died, died of. */
    public static Optional<String> death(List<Pod> pods) {
        return pods.stream().map(PodTroubles::death).flatMap(Optional::stream).findFirst();
    }

    /** What the first of them that waits, waits for. */
    public static Optional<String> delay(List<Pod> pods) {
        return pods.stream().map(PodTroubles::delay).flatMap(Optional::stream).findFirst();
    }

    /** What it waits for. */
    public static Optional<String> delay(Pod pod) {
        Stream<String> unscheduled = condition(pod, "PodScheduled").filter(condition -> condition.getStatus().equals("False"))
                .map(PodCondition::getMessage).map(message -> name(pod) + "no node takes it (" + message + ")").stream();
        Stream<String> unready = condition(pod, "Ready").filter(condition -> condition.getStatus().equals("False"))
                .map(PodCondition::getMessage).filter(Objects::nonNull).map(message -> name(pod) + message).stream();
        return Stream.of(unscheduled, waiting(pod).map(state -> name(pod) + words(state)), unready)
                .flatMap(Function.identity()).findFirst();
    }

    /** Whether its probes let it take requests. */
    public static boolean isReady(Pod pod) {
        return condition(pod, "Ready").filter(condition -> condition.getStatus().equals("True")).isPresent();
    }

    /** When it was made, and when it last got ready or ceased to be. */
    public static Stream<Instant> changes(Pod pod) {
        return Stream.concat(
                        Stream.ofNullable(pod.getMetadata().getCreationTimestamp()),
                        condition(pod, "Ready").map(PodCondition::getLastTransitionTime).stream())
                .map(Instant::parse);
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream().filter(condition -> condition.getType().equals(type)).findFirst();
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

    private static String name(Pod pod) {
        return "pod " + pod.getMetadata().getName() + ": ";
    }

    private static String words(ContainerStateWaiting state) {
        return state.getReason() + (state.getMessage() == null ? "" : " (" + state.getMessage() + ")");
    }
}
