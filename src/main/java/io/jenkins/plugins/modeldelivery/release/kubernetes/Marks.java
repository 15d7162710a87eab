package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The annotations and labels by which objects of a release are known again; nothing else about a release is kept in them. */
final class Marks {
    /** Annotation of a workload, its pods and what was made for a release: the release's id in the ledger. */
    static final String RELEASE = "model-delivery.jenkins.io/release";
    /** Annotation of what exists only while a canary runs: what stable was before, JSON. */
    static final String FORMER = "model-delivery.jenkins.io/former";
    /** Annotation of a workload that had no stable version before and is not promoted yet. */
    static final String FIRST = "model-delivery.jenkins.io/first-release";
    /** Annotation of stable while the canary has some of its replicas: how many it had. */
    static final String REPLICAS = "model-delivery.jenkins.io/replicas";
    /** Annotation of stable while its pods are replaced one at a time: how it replaces them otherwise, JSON. */
    static final String STRATEGY = "model-delivery.jenkins.io/strategy";
    /** Label of a canary's pods and objects. */
    static final String VERSION = "model-delivery.jenkins.io/version";
    static final String CANARY = "canary";

    private static final List<String> OWNERS = List.of(
            "argocd.argoproj.io/", "kustomize.toolkit.fluxcd.io/", "helm.toolkit.fluxcd.io/", "helm.sh/",
            "app.kubernetes.io/instance", "app.kubernetes.io/managed-by");

    private Marks() {}

    /** Labels without those by which a deployment tool would take a copy for its own, and delete it. */
    static Map<String, String> withoutOwners(Map<String, String> labels) {
        Map<String, String> own = labels == null ? new LinkedHashMap<>() : new LinkedHashMap<>(labels);
        own.keySet().removeIf(label -> OWNERS.stream().anyMatch(label::startsWith));
        return own;
    }

    /** The value of an annotation; the empty string when it is not there. */
    static String read(HasMetadata object, String annotation) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(annotation, "");
    }

    /** Sets an annotation; the empty string removes it. */
    static void write(HasMetadata object, String annotation, String value) {
        object.getMetadata().setAnnotations(with(object.getMetadata().getAnnotations(), annotation, value));
    }

    /** The map with one entry more, or without it for the empty string. */
    static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> changed = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }
}
