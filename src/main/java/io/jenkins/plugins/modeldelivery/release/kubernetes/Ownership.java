package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who else manages a workload. Whoever would undo a promotion, or is undone by it, is named, with the way to agree with
 * them; an annotation of the workload says that they let its pods be changed.
 */
final class Ownership {
    /** Annotation of a workload whose owner ignores changes of its pods. */
    static final String PERMISSION = "model-delivery.jenkins.io/owner-ignores";
    private static final String PODS = "pods";

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
        Optional<OwnerReference> controller = workload.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
        if (controller.isPresent()) {
            throw new InvalidInputException(label + " is made by " + controller.get().getKind() + " '"
                    + controller.get().getName() + "', which would undo every change; release that instead");
        }
        requireNoFlagger(workload, label);
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
                        + "', which shifts the traffic itself; set the image and let Flagger decide, or delete that Canary");
            }
        }
    }

    private List<GenericKubernetesResource> canaries(String namespace) throws InterruptedException {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup("flagger.app").withVersion("v1beta1").withKind("Canary").withPlural("canaries").withNamespaced(true)
                .build();
        try {
            return connection.ask("list Flagger's Canaries", () -> connection.client()
                    .genericKubernetesResources(context).inNamespace(namespace).list().getItems());
        } catch (InvalidInputException e) {
            // Where Flagger is not installed, or may not be asked for, the API server knows no Canaries.
            return List.of();
        }
    }

    private static void requireNoDeliverer(HasMetadata workload, String label) {
        Map<String, String> labels = Optional.ofNullable(workload.getMetadata().getLabels()).orElse(Map.of());
        Map<String, String> annotations = Optional.ofNullable(workload.getMetadata().getAnnotations()).orElse(Map.of());
        if (has(labels, "argocd.argoproj.io/") || has(annotations, "argocd.argoproj.io/tracking-id")) {
            throw owned(label, "an Argo CD application, which would set the old pods again",
                    "change the image in its repository, or let it ignore the pods (ignoreDifferences)");
        }
        if (has(labels, "kustomize.toolkit.fluxcd.io/") || has(labels, "helm.toolkit.fluxcd.io/")) {
            throw owned(label, "Flux, which would set the old pods again",
                    "change the image in its repository, or let Flux ignore the workload (kustomize.toolkit.fluxcd.io/reconcile)");
        }
        if (annotations.containsKey("meta.helm.sh/release-name")) {
            throw owned(label, "the Helm release '" + annotations.get("meta.helm.sh/release-name")
                    + "', whose next upgrade would set the old pods again",
                    "set the image in the release's values, or keep the values in step");
        }
    }

    private static InvalidInputException owned(String label, String owner, String cure) {
        return new InvalidInputException(label + " belongs to " + owner + "; " + cure + " and annotate the workload with "
                + PERMISSION + ": " + PODS);
    }

    private static boolean has(Map<String, String> map, String prefix) {
        return map.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }
}
