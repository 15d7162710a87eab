package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keeps objects as a repository or a chart says, and how it is known by what it leaves at them. */
enum Deliverer {
    /** Its label {@code app.kubernetes.io/instance} is everybody's, so that only its writing tells it apart then. */
    ARGO_CD(
            "an Argo CD application", true, List.of("argocd.argoproj.io/"), List.of("argocd-"),
            "change the image in its repository, or let it ignore the pods (ignoreDifferences)"),
    FLUX(
            "Flux", true, List.of("kustomize.toolkit.fluxcd.io/", "helm.toolkit.fluxcd.io/"),
            List.of("kustomize-controller", "helm-controller"),
            "change the image in its repository, or let Flux ignore the workload (kustomize.toolkit.fluxcd.io/reconcile)"),
    HELM(
            "the Helm release", false, List.of("meta.helm.sh/"), List.of("helm"),
            "set the image in the release's values, or keep the values in step");

    private static final String HELM_RELEASE = "meta.helm.sh/release-name";

    private final String title;
    private final boolean sets;
    private final List<String> marks;
    private final List<String> writers;
    private final String cure;

    Deliverer(String title, boolean sets, List<String> marks, List<String> writers, String cure) {
        this.title = title;
        this.sets = sets;
        this.marks = marks;
        this.writers = writers;
        this.cure = cure;
    }

    /** Who delivers an object, by its labels, annotations and the writers of its fields; empty when nobody known does. */
    static Optional<Deliverer> of(HasMetadata object) {
        return Arrays.stream(values()).filter(deliverer -> deliverer.marked(object) || deliverer.wrote(object)).findFirst();
    }

    /** As errors name it. */
    String title(HasMetadata object) {
        String release = Marks.read(object, HELM_RELEASE);
        return this == HELM && !release.isEmpty() ? title + " '" + release + "'" : title;
    }

    /** Whether it sets its state again by itself, without anybody asking. */
    boolean setsAgain() {
        return sets;
    }

    /** What can be done where the pods of a workload are to be changed. */
    String cure() {
        return cure;
    }

    private boolean marked(HasMetadata object) {
        return has(object.getMetadata().getLabels()) || has(object.getMetadata().getAnnotations());
    }

    private boolean has(Map<String, String> map) {
        return map != null && map.keySet().stream().anyMatch(name -> marks.stream().anyMatch(name::startsWith));
    }

    private boolean wrote(HasMetadata object) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        return entries != null && entries.stream()
                .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
                .anyMatch(entry -> entry.getManager() != null && writers.stream().anyMatch(entry.getManager()::startsWith));
    }
}
