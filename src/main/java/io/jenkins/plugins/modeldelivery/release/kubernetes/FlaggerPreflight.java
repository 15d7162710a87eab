package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** The same as {@link Preflight} for a Deployment whose traffic Flagger divides. */
final class FlaggerPreflight {
    private final ClusterConnection connection;
    private final Target target;
    private final List<Integer> steps;

    /** A check for a release that takes these shares. */
    FlaggerPreflight(ClusterConnection connection, Target target, List<Integer> steps) {
        this.connection = connection;
        this.target = target;
        this.steps = steps;
    }

    /**
     * Returns when the release can begin.
     *
     * @return what the plan says of it
     * @throws InvalidInputException naming what is missing, with the cure
     */
    List<String> require() throws InterruptedException {
        ReleaseSet set = new ReleaseSet(connection, target);
        List<Needed> needed = needed(target);
        needed.addAll(set.needed());
        new Permissions(connection, target.namespace()).require(needed);
        set.requireFree();
        DeploymentObjects objects = new DeploymentObjects(connection, target);
        Deployment workload = objects.stable();
        Deployment primary = objects.named(FlaggerCanary.primary(target));
        if (workload == null || primary == null) {
            throw new InvalidInputException(target.label() + " has no stable version by Flagger yet; Flagger brings up a first one"
                    + " by itself: apply the Deployment and its Canary, and release the next");
        }
        String obstacle = FlaggerCanary.get(connection, target).obstacle(target, steps);
        if (!obstacle.isEmpty()) {
            throw new InvalidInputException(FlaggerCanary.label(target) + " " + obstacle);
        }
        new Ownership(connection).requireBesideFlagger(workload, target.label());
        Deployment given = set.workload(Deployment.class);
        PodTemplateSpec template = new DesiredTemplate(target)
                .on((given == null ? workload : given).getSpec().getTemplate(), "");
        int replicas = Math.max(1, primary.getSpec().getReplicas());
        List<String> plan = new ArrayList<>(List.of(Messages.Preflight_beside(replicas)));
        // At the promotion the primary's own rolling update comes beside the canary.
        int more = Progress.surge(primary, replicas);
        int running = replicas + (Progress.needsSurge(primary, replicas) ? Math.min(1, more) : 0);
        plan.addAll(new Room(connection, target.namespace()).require(template.getSpec(), replicas + more, running));
        return plan;
    }

    /** Every verb that such a release uses. */
    static List<Needed> needed(Target target) {
        List<Needed> needed = new ArrayList<>(Needed.of("apps", "deployments", "get", "update"));
        needed.addAll(Needed.of(FlaggerCanary.GROUP, "canaries", "get", "update"));
        needed.addAll(Needed.of(FlaggerCanary.GROUP, "canaries/status", "update"));
        needed.addAll(Preflight.neededByAll(target));
        return needed;
    }
}
