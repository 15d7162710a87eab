package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.util.List;
import java.util.Map;

/**
 * A kind of workload that holds both versions in one object and divides traffic between them itself. All methods that
 * change the object change it in place.
 */
interface InPlaceForm {
    /** Group and version of the API. */
    String apiVersion();

    String kind();

    /** The resource's name in the API's paths. */
    String plural();

    /** Why it cannot take these shares; the empty string when it can. */
    String obstacle(GenericKubernetesResource object, List<Integer> steps);

    /** The image that runs, as far as the object tells. */
    String image(GenericKubernetesResource object);

    /** Puts the new version beside the present one, with as little traffic as the kind allows. */
    void begin(GenericKubernetesResource object, Target target, String release);

    /** The canary's share, 0 to 100. */
    int read(GenericKubernetesResource object);

    /** Gives the canary a share above 0. */
    void write(GenericKubernetesResource object, int percent);

    /** Takes all traffic from the canary; the former specification is at hand. */
    void back(GenericKubernetesResource object, Map<String, Object> former);

    /** Gives the canary everything. */
    void promote(GenericKubernetesResource object);

    /** Whether the canary has everything. */
    boolean isPromoted(GenericKubernetesResource object);

    /** Sets the fields of a promoted object that only a canary needs to what they were. */
    void finish(GenericKubernetesResource object, Map<String, Object> former);

    /** Whether {@link #write}, {@link #back} and {@link #promote} change the status, by which its controller takes orders. */
    boolean takesOrdersByStatus();

    /** Whether a former specification that was brought back waits for the order to take all traffic. */
    default boolean waitsForOrder(GenericKubernetesResource object) {
        return false;
    }

    /** Whether shares are numbers of pods, which an autoscaler would change. */
    default boolean countsPods() {
        return false;
    }

    /** Whether its controller waits for a pod to get ready that it is to replace, and so would wait for ever for a broken one. */
    default boolean waitsForBrokenPods() {
        return false;
    }

    /** The most pods that run beside those of stable while these shares are taken. */
    int surge(GenericKubernetesResource object, List<Integer> steps);

    /** How many pods the specification asks for, without a canary's. */
    int replicas(GenericKubernetesResource object);

    /** The field of the specification that a version differs in. */
    String version();

    /** The specification of its pods, as far as the object tells. */
    Map<String, Object> pods(Map<String, Object> spec);

    /** Labels of all pods of both versions. */
    Map<String, String> podLabels(GenericKubernetesResource object);

    /** The label that tells the versions' pods apart. */
    String versionLabel();

    /** Its value at the canary's pods. */
    String canaryVersion(GenericKubernetesResource object);

    /** Whether its controller has taken up the specification as it is; before that the status tells of another. */
    default boolean isObserved(GenericKubernetesResource object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null || Fields.text(Fields.status(object), "observedGeneration").equals(generation.toString());
    }

    /** How far the newest version is. */
    Readiness progress(GenericKubernetesResource object);
}
