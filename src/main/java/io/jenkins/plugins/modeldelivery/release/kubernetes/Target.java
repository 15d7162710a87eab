package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.RouterKind;
import io.jenkins.plugins.modeldelivery.release.Strategy;
import io.jenkins.plugins.modeldelivery.release.Traffic;
import io.jenkins.plugins.modeldelivery.release.Workload;
import java.util.List;

/**
 * What is to be released where.
 *
 * @param image the new image; the empty string where {@code manifests} bring the workload itself, or nothing new is released
 * @param container the container that takes the image; the empty string for the only one
 * @param manifests texts of further objects of the release, YAML of one or more documents each
 * @param capacity whether the canary needs room of its own
 * @param minStable stable replicas that stay ready under {@link Capacity#SWAP}, at least 1
 */
public record Target(
        Workload workload,
        String namespace,
        String image,
        String container,
        List<String> manifests,
        Traffic traffic,
        Capacity capacity,
        int minStable) {

    /** Where a canary's room comes from. */
    public enum Capacity {
        /** Room of its own beside stable. */
        SURGE,
        /** The room of one stable replica. */
        SWAP
    }

    public Target {
        manifests = List.copyOf(manifests);
        if (!namespace.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new InvalidInputException("namespace '" + namespace
                    + "' is no name of a namespace; write lower-case letters, digits and '-'");
        }
        if (minStable < 1) {
            throw new InvalidInputException("minStable " + minStable + " would leave nobody to answer; write at least 1");
        }
    }

    /** How errors name the workload, as in {@code deployment ml/fraud}. */
    String label() {
        return workload.kind() + " " + namespace + "/" + workload.name();
    }

    /** Name of what exists beside stable while the canary runs. */
    String canaryName() {
        return workload.name() + "-canary";
    }

    /** Whether the canary's pods come in the place of stable's. */
    boolean rolls() {
        return traffic.strategy() == Strategy.ROLLING;
    }

    /** How many of so many pods of stable stand beside a canary whose share is a number of pods: under swap one has given its room. */
    int beside(int replicas) {
        return capacity == Capacity.SWAP && traffic.kind() == RouterKind.REPLICAS && !rolls() ? replicas - 1 : replicas;
    }

    boolean mirrors() {
        return traffic.strategy() == Strategy.SHADOW;
    }
}
