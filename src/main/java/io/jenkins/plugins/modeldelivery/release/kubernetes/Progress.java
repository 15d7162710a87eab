package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.jenkins.plugins.modeldelivery.kubernetes.PodTroubles;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says of a Deployment how far its newest version is, and what keeps it, in the words of its pods. */
final class Progress {
    /** What the API server writes where nobody has. */
    private static final int DEADLINE_SECONDS = 600;

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
        Optional<String> death = PodTroubles.death(pods).or(() -> death(status));
        if (death.isPresent()) {
            return Readiness.failed("deployment " + name + ": " + death.get());
        }
        String cause = PodTroubles.delay(pods).map(text -> "; " + text).orElse("");
        return Readiness.waiting("deployment " + name + ": " + number(status.getReadyReplicas()) + " of " + wanted
                + " pods are ready" + cause);
    }

    /**
     * How far a Deployment is now. It has failed when nothing has happened to its pods for its {@code progressDeadlineSeconds}:
     * Kubernetes itself counts these for other pods alone, not for more of them, as a canary that grows gets.
     *
     * @param pods those of its newest version
     */
    static Readiness of(Deployment deployment, List<Pod> pods, Instant now) {
        Readiness readiness = of(deployment, pods);
        long patience = Optional.ofNullable(deployment.getSpec().getProgressDeadlineSeconds()).orElse(DEADLINE_SECONDS);
        boolean late = pods.stream().flatMap(PodTroubles::changes).max(Comparator.naturalOrder())
                .filter(last -> last.plusSeconds(patience).isBefore(now))
                .isPresent();
        return late && readiness.state() == Readiness.State.WAITING
                ? Readiness.failed(readiness.reason() + "; nothing has changed for " + patience + " s (progressDeadlineSeconds)")
                : readiness;
    }

    /** How many pods of its newest version are up; none while the cluster has not taken it up. */
    static int ready(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        return status == null || isOlder(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                ? 0
                : Math.min(number(status.getUpdatedReplicas()), number(status.getAvailableReplicas()));
    }

    /** How many pods more than {@code pods} its rolling update may make, as Kubernetes counts: 25 % by default, rounded up. */
    static int surge(Deployment deployment, int pods) {
        return (int) Math.ceil(count(deployment, RollingUpdateDeployment::getMaxSurge, pods));
    }

    /** Whether its rolling update waits for a pod more before it takes one away: at most 25 % unavailable by default, rounded down. */
    static boolean needsSurge(Deployment deployment, int pods) {
        return Math.floor(count(deployment, RollingUpdateDeployment::getMaxUnavailable, pods)) == 0;
    }

    private static boolean isRecreated(Deployment deployment) {
        return deployment.getSpec().getStrategy() != null && "Recreate".equals(deployment.getSpec().getStrategy().getType());
    }

    private static double count(Deployment deployment, Function<RollingUpdateDeployment, IntOrString> limit, int pods) {
        IntOrString given = Optional.ofNullable(deployment.getSpec().getStrategy())
                .map(DeploymentStrategy::getRollingUpdate)
                .map(limit)
                .orElse(new IntOrString(isRecreated(deployment) ? "0%" : "25%"));
        return given.getIntVal() != null ? given.getIntVal() : pods * Integer.parseInt(given.getStrVal().replace("%", "")) / 100.0;
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

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
