package io.jenkins.plugins.modeldelivery.canary;

import io.jenkins.plugins.modeldelivery.kubernetes.ClusterChoice;
import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import io.jenkins.plugins.modeldelivery.release.kubernetes.KubernetesReleases;
import io.jenkins.plugins.modeldelivery.release.kubernetes.Target;
import java.util.List;

/**
 * What a release in a cluster needs to know beside what every release does.
 *
 * @param container the container that takes the image; the empty string for the only one
 * @param manifests files of further objects of the release, or their texts
 * @param minStable stable replicas that stay ready when the canary takes one's room
 */
public record ClusterRelease(
        ClusterChoice cluster,
        String namespace,
        String container,
        List<String> manifests,
        Target.Capacity capacity,
        int minStable) {
    /** The parameters that mean something in a cluster alone. */
    static final List<String> PARAMETERS = List.of(
            "container", "manifests", "namespace", "cluster", "kubeconfig", "context", "capacity", "minStable");

    public ClusterRelease {
        manifests = List.copyOf(manifests);
    }

    /**
     * Reads them from a step's arguments.
     *
     * @throws InvalidInputException naming the field, the value, the cause and the cure
     */
    static ClusterRelease of(Arguments arguments, Workload workload, Traffic traffic) {
        ClusterRelease release = new ClusterRelease(
                new ClusterChoice(arguments.text("cluster"), arguments.text("kubeconfig"), arguments.text("context")),
                arguments.text("namespace"),
                arguments.text("container"),
                arguments.texts("manifests"),
                arguments.choice("capacity", Target.Capacity.class),
                (int) Math.min(arguments.integer("minStable"), Integer.MAX_VALUE));
        KubernetesReleases.check(release.target(workload, arguments.text("image"), traffic, List.of()));
        if (arguments.text("image").isEmpty() && release.manifests().isEmpty()) {
            throw new InvalidInputException(
                    "canaryDeploy: neither image nor manifests say what is new; give one of them");
        }
        return release;
    }

    /** What is to be released, with the texts of its manifests. */
    Target target(Workload workload, String image, Traffic traffic, List<String> texts) {
        return new Target(workload, namespace, image, container, texts, traffic, capacity, minStable);
    }
}
