package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** The same as {@link Preflight} for a workload that holds both versions in one object. */
final class InPlacePreflight {
    private final ClusterConnection connection;
    private final Target target;
    private final InPlaceForm form;
    private final List<Integer> steps;

    /** A check for a release that takes these shares. */
    InPlacePreflight(ClusterConnection connection, Target target, InPlaceForm form, List<Integer> steps) {
        this.connection = connection;
        this.target = target;
        this.form = form;
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
        List<Needed> needed = needed(target, form);
        needed.addAll(set.needed());
        new Permissions(connection, target.namespace()).require(needed);
        set.requireFree();
        InPlaceRouter router = new InPlaceRouter(connection, target, form);
        GenericKubernetesResource object = router.get();
        if (object == null) {
            List<String> plan = new ArrayList<>(List.of(Messages.Preflight_first(target.label())));
            GenericKubernetesResource first = router.first("");
            plan.addAll(room(first, form.replicas(first)));
            return plan;
        }
        new Ownership(connection).require(object, target.label());
        String obstacle = form.obstacle(object, steps);
        if (!obstacle.isEmpty()) {
            throw new InvalidInputException(target.label() + " " + obstacle);
        }
        GenericKubernetesResource begun = Serialization.clone(object);
        router.begin(begun, "");
        return fitting(begun);
    }

    private List<String> fitting(GenericKubernetesResource begun) throws InterruptedException {
        List<String> plan = new ArrayList<>();
        for (String name : Autoscalers.of(connection, target, form.kind())) {
            if (form.countsPods()) {
                throw new InvalidInputException("autoscaler '" + name + "' changes the replicas of " + target.label()
                        + ", so shares of its pods would not hold; delete it for the time of the release");
            }
            plan.add(Messages.Preflight_autoscaler(name));
        }
        int surge = form.surge(begun, steps);
        plan.add(surge == 0 ? Messages.Preflight_inPlace() : Messages.Preflight_beside(surge));
        plan.addAll(room(begun, surge));
        return plan;
    }

    private List<String> room(GenericKubernetesResource object, int more) throws InterruptedException {
        return new Room(connection, target.namespace()).require(InPlaceRouter.pods(form, Fields.spec(object)), more, more);
    }

    /** Every verb that such a release uses. */
    static List<Needed> needed(Target target, InPlaceForm form) {
        String group = form.apiVersion().substring(0, form.apiVersion().indexOf('/'));
        List<Needed> needed = new ArrayList<>(Needed.of(group, form.plural(), "get", "create", "update", "delete"));
        if (form.takesOrdersByStatus()) {
            needed.addAll(Needed.of(group, form.plural() + "/status", "update"));
        }
        if (form.waitsForBrokenPods()) {
            needed.addAll(Needed.of("", "pods", "delete"));
        }
        needed.addAll(Preflight.neededByAll(target));
        return needed;
    }
}
