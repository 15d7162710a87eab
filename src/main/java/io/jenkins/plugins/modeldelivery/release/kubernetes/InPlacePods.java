package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.PodTroubles;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The pods of a workload that holds both versions in one object: what they say, and those that are in the way. */
final class InPlacePods {
    private final ClusterConnection connection;
    private final Target target;
    private final InPlaceForm form;

    InPlacePods(ClusterConnection connection, Target target, InPlaceForm form) {
        this.connection = connection;
        this.target = target;
        this.form = form;
    }

    /** The pods of both versions. */
    VersionPods of(GenericKubernetesResource object) throws InterruptedException {
        List<Pod> all = all(object);
        if (!Marks.read(object, Marks.FIRST).isEmpty()) {
            return new VersionPods(List.of(), all);
        }
        String version = Marks.read(object, Marks.FORMER).isEmpty() ? "" : form.canaryVersion(object);
        Predicate<Pod> isCanary = pod -> !version.isEmpty()
                && version.equals(pod.getMetadata().getLabels().get(form.versionLabel()));
        return new VersionPods(
                all.stream().filter(isCanary.negate()).toList(), all.stream().filter(isCanary).toList());
    }

    /** How far the newest version is, and what keeps it, in the words of its pods. */
    Readiness progress(GenericKubernetesResource object) throws InterruptedException {
        Readiness own = form.progress(object);
        if (own.state() != Readiness.State.WAITING || !form.isObserved(object)) {
            return own;
        }
        List<Pod> pods = of(object).canary();
        Optional<String> death = PodTroubles.death(pods);
        if (death.isPresent()) {
            return Readiness.failed(own.reason() + "; " + death.get());
        }
        return PodTroubles.delay(pods)
                .map(delay -> Readiness.waiting(own.reason() + "; " + delay))
                .orElse(own);
    }

    /**
     * Deletes pods of another release than the specification's that are not ready, where the workload's controller would wait
     * for them before it replaces them. One that has changed since it was read is left alone; it may have got ready.
     */
    void clear(GenericKubernetesResource object) throws InterruptedException {
        if (!form.waitsForBrokenPods()) {
            return;
        }
        String wanted = PodFields.release(Fields.map(Fields.spec(object), form.version()));
        for (Pod pod : all(object)) {
            if (!PodTroubles.isReady(pod) && !Marks.read(pod, Marks.RELEASE).equals(wanted)) {
                connection.ask("delete pod " + target.namespace() + "/" + pod.getMetadata().getName(), () -> delete(pod));
            }
        }
    }

    private Void delete(Pod pod) {
        try {
            connection.client().resource(pod).lockResourceVersion(pod.getMetadata().getResourceVersion()).delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
        return null;
    }

    private List<Pod> all(GenericKubernetesResource object) throws InterruptedException {
        return connection.ask("list pods in " + target.namespace(), () -> connection.client().pods()
                .inNamespace(target.namespace())
                .withLabelSelector(new LabelSelectorBuilder().withMatchLabels(form.podLabels(object)).build())
                .list().getItems());
    }
}
