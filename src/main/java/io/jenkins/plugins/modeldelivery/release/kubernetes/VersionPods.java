package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import java.util.List;

/**
 * The pods of both versions, ready or not. A first release is the canary until it is promoted.
 *
 * @param stable of the stable version
 * @param canary of the canary
 */
record VersionPods(List<Pod> stable, List<Pod> canary) {
    static final VersionPods NONE = new VersionPods(List.of(), List.of());

    VersionPods {
        stable = List.copyOf(stable);
        canary = List.copyOf(canary);
    }

    /** The pods of a target's workload, of whatever kind it is. */
    static VersionPods of(ClusterConnection connection, Target target) throws InterruptedException {
        InPlaceForm form = KubernetesReleases.inPlace(target);
        if (form != null) {
            return new InPlaceRouter(connection, target, form).pods();
        }
        if (target.traffic().kind() == RouterKind.FLAGGER) {
            return new FlaggerRouter(connection, target).pods();
        }
        DeploymentObjects objects = new DeploymentObjects(connection, target);
        Deployment stable = objects.stable();
        boolean first = stable != null && !Marks.read(stable, Marks.FIRST).isEmpty();
        return new VersionPods(pods(objects, first ? null : stable), pods(objects, first ? stable : objects.canary()));
    }

    private static List<Pod> pods(DeploymentObjects objects, Deployment deployment) throws InterruptedException {
        return deployment == null ? List.of() : objects.pods(deployment);
    }
}
