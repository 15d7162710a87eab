package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who else manages what a release changes. Whoever would undo it, or is undone by it, is named, with the way to agree with
 * them; an annotation of the object says that they let its pods, or its weights, be changed.
 */
final class Ownership {
    /** Annotation of a workload whose owner ignores changes of its pods, or a route of whose weights. */
    static final String PERMISSION = "model-delivery.jenkins.io/owner-ignores";
    private static final String PODS = "pods";
    private static final String WEIGHTS = "weights";

    private final ClusterConnection connection;

    Ownership(ClusterConnection connection) {
        this.connection = connection;
    }

    /**
     * Returns when nobody else decides over this workload's pods.
     *
     * @param label names it in the error
     * @throws InvalidInputException naming the owner, and the cure
     */
    void require(HasMetadata workload, String label) throws InterruptedException {
        requireNoFlagger(workload, label);
        requireBesideFlagger(workload, label);
    }

    /** The same where it is Flagger that is driven. */
    void requireBesideFlagger(HasMetadata workload, String label) {
        Optional<OwnerReference> controller = workload.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
        if (controller.isPresent()) {
            throw new InvalidInputException(label + " is made by " + controller.get().getKind() + " '"
                    + controller.get().getName() + "', which would undo every change; release that instead");
        }
        if (!PODS.equals(Marks.read(workload, PERMISSION))) {
            requireNoDeliverer(workload, label);
        }
    }

    /** The Flagger Canary that takes this workload as its target decides alone when traffic shifts. */
    private void requireNoFlagger(HasMetadata workload, String label) throws InterruptedException {
        for (GenericKubernetesResource canary : canaries(workload.getMetadata().getNamespace())) {
            Map<String, Object> target = Fields.map(Fields.spec(canary), "targetRef");
            if (Fields.text(target, "name").equals(workload.getMetadata().getName())
                    && Fields.text(target, "kind").equals(workload.getKind())) {
                throw new InvalidInputException(label + " is the target of Flagger's Canary '" + canary.getMetadata().getName()
                        + "', which shifts the traffic itself; write traffic: 'flagger:" + canary.getMetadata().getName()
                        + "', or delete that Canary");
            }
        }
    }

    private List<GenericKubernetesResource> canaries(String namespace) throws InterruptedException {
        try {
            return connection.ask("list Flagger's Canaries", () -> connection.client()
                    .genericKubernetesResources(FlaggerCanary.CONTEXT).inNamespace(namespace).list().getItems());
        } catch (InvalidInputException e) {
            // Where Flagger is not installed, or may not be asked for, the API server knows no Canaries.
            return List.of();
        }
    }

    private static void requireNoDeliverer(HasMetadata workload, String label) {
        Deliverer.of(workload).ifPresent(deliverer -> {
            throw new InvalidInputException(label + " belongs to " + deliverer.title(workload)
                    + (deliverer.setsAgain() ? ", which" : ", whose next upgrade") + " would set the old pods again; "
                    + deliverer.cure() + " and annotate the workload with " + PERMISSION + ": " + PODS);
        });
    }

    /**
     * Returns when nobody sets the weights of a route again while it is divided. An upgrade by Helm happens only when
     * somebody asks for it, and finds the route as it was.
     *
     * @throws InvalidInputException naming the owner, and the cure
     */
    static void requireFreeRoute(HasMetadata route, String label) {
        Deliverer.of(route)
                .filter(deliverer -> deliverer.setsAgain() && !WEIGHTS.equals(Marks.read(route, PERMISSION)))
                .ifPresent(deliverer -> {
                    throw new InvalidInputException(label + " belongs to " + deliverer.title(route)
                            + ", which would set its weights back during the release; let it ignore them and annotate the route with "
                            + PERMISSION + ": " + WEIGHTS);
                });
    }

    /**
     * Returns when an object that a release would change belongs to nobody who would not know of it.
     *
     * @throws InvalidInputException naming the owner, and the cure
     */
    static void requireFreeObject(HasMetadata object, String label) {
        Deliverer.of(object).ifPresent(deliverer -> {
            throw new InvalidInputException("manifests: " + label + " belongs to " + deliverer.title(object)
                    + " and differs; change it there and leave it out, or give the release's one a name of its own");
        });
    }
}
