package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Everything that can be known to go wrong with the release of a Deployment before anything is touched. */
final class Preflight {
    private final ClusterConnection connection;
    private final Target target;
    private final List<Integer> steps;
    private final TrafficSplit split;

    /** A check for a release that takes these shares. */
    Preflight(ClusterConnection connection, Target target, List<Integer> steps) {
        this.connection = connection;
        this.target = target;
        this.steps = steps;
        this.split = KubernetesReleases.split(connection, target);
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
        Deployment stable = objects.stable();
        Deployment given = set.workload(Deployment.class);
        if (stable == null) {
            return first(given);
        }
        new Ownership(connection).require(stable, target.label());
        PodTemplateSpec template = new DesiredTemplate(target)
                .on((given == null ? stable : given).getSpec().getTemplate(), "");
        split.check(stable);
        List<String> plan = new ArrayList<>();
        requireNoStrangeScaling(stable, plan);
        requireOneToSpare(stable);
        requireReachable(stable);
        requireRoom(stable, template, plan);
        return plan;
    }

    private List<String> first(Deployment given) throws InterruptedException {
        if (given == null) {
            throw new InvalidInputException(target.label() + " does not exist; give its manifest in manifests for a first release");
        }
        PodTemplateSpec template = new DesiredTemplate(target).on(given.getSpec().getTemplate(), "");
        List<String> plan = new ArrayList<>(List.of(Messages.Preflight_first(target.label())));
        int replicas = Optional.ofNullable(given.getSpec().getReplicas()).orElse(1);
        plan.addAll(new Room(connection, target.namespace()).require(template.getSpec(), replicas, replicas));
        return plan;
    }

    private void requireNoStrangeScaling(Deployment stable, List<String> plan) throws InterruptedException {
        for (String name : Autoscalers.of(connection, target, "Deployment")) {
            if (target.traffic().kind() == RouterKind.REPLICAS || target.capacity() == Target.Capacity.SWAP) {
                throw new InvalidInputException("autoscaler '" + name + "' changes the replicas of " + target.label()
                        + ", so numbers of pods would not hold; take a router with weights, and capacity 'surge'");
            }
            plan.add(Messages.Preflight_autoscaler(name));
        }
    }

    private void requireReachable(Deployment stable) {
        if (target.rolls()) {
            RollingRouter.check(stable, steps, target.label());
        } else if (target.traffic().kind() == RouterKind.REPLICAS) {
            ReplicaRatio.requireReachable(steps, target.beside(stable.getSpec().getReplicas()));
        }
    }

    private void requireOneToSpare(Deployment stable) {
        int replicas = stable.getSpec().getReplicas();
        if (target.capacity() == Target.Capacity.SWAP && replicas - 1 < target.minStable()) {
            throw new InvalidInputException("capacity 'swap' would take one of " + replicas + " stable replicas, and minStable is "
                    + target.minStable() + "; scale " + target.label() + " up, or make room for capacity 'surge'");
        }
    }

    private void requireRoom(Deployment stable, PodTemplateSpec template, List<String> plan) throws InterruptedException {
        int replicas = stable.getSpec().getReplicas();
        int peak = peak(stable);
        boolean swap = target.capacity() == Target.Capacity.SWAP;
        plan.add(described(peak, replicas));
        // Stable's own update at the promotion makes pods beside those of the canary, but under swap and when rolling.
        int more = swap || target.rolls() ? 0 : Progress.surge(stable, replicas);
        int needed = Progress.needsSurge(stable, replicas) ? Math.min(1, more) : 0;
        if (more > 0) {
            plan.add(Messages.Preflight_promotion(more));
        }
        int beside = swap ? peak - 1 : peak;
        plan.addAll(new Room(connection, target.namespace()).require(template.getSpec(), beside + more, beside + needed));
    }

    private String described(int peak, int replicas) {
        if (target.rolls()) {
            return Messages.Preflight_rolling(replicas, target.capacity() == Target.Capacity.SWAP ? 0 : peak);
        }
        return target.capacity() == Target.Capacity.SWAP
                ? Messages.Preflight_swap(peak, replicas - 1)
                : Messages.Preflight_surge(peak, replicas);
    }

    /** The most pods that there are beside stable's at any time. */
    private int peak(Deployment stable) {
        int replicas = stable.getSpec().getReplicas();
        if (target.rolls()) {
            return target.capacity() == Target.Capacity.SWAP ? 1 : Progress.surge(stable, replicas);
        }
        return IntStream.concat(IntStream.of(1), steps.stream().mapToInt(Integer::intValue).filter(step -> step > 0))
                .map(step -> split.replicas(step, target.beside(replicas)))
                .max()
                .orElse(1);
    }

    /** Every verb that the release of a Deployment uses. */
    static List<Needed> needed(Target target) {
        List<Needed> needed = new ArrayList<>();
        needed.addAll(Needed.of("apps", "deployments", "get", "create", "update", "delete"));
        needed.addAll(neededByAll(target));
        if (target.traffic().kind() != RouterKind.REPLICAS) {
            needed.addAll(Needed.of("", "services", "get", "create", "delete"));
        }
        switch (target.traffic().kind()) {
            case GATEWAY_API -> needed.addAll(Needed.of("gateway.networking.k8s.io", "httproutes", "get", "update"));
            case ISTIO -> needed.addAll(Needed.of("networking.istio.io", "virtualservices", "get", "update"));
            case NGINX -> needed.addAll(Needed.of("networking.k8s.io", "ingresses", "get", "create", "update", "delete"));
            default -> { }
        }
        return needed;
    }

    /** What a release of any workload uses beside the workload and its route. */
    static List<Needed> neededByAll(Target target) {
        List<Needed> needed = new ArrayList<>();
        needed.addAll(Needed.of("", "pods", "list"));
        needed.addAll(Needed.of("", "configmaps", "get"));
        needed.addAll(Needed.of("coordination.k8s.io", "leases", "get", "create", "update"));
        needed.addAll(Autoscalers.needed());
        if (!target.manifests().isEmpty()) {
            needed.addAll(Needed.of("", "configmaps", "create", "delete"));
        }
        return needed;
    }
}
