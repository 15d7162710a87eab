package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

/** How one kind of route divides traffic between two Services: what it reads and writes in the route's specification. */
interface RouteForm {
    /** Group and versions of the API, the newest first, as in {@code gateway.networking.k8s.io/v1}. */
    List<String> apiVersions();

    String kind();

    /** The resource's name in the API's paths. */
    String plural();

    /** The Services that the route leads to now. */
    List<String> services(GenericKubernetesResource route);

    /** Why traffic to this Service cannot be divided; the empty string when it can. */
    String obstacle(GenericKubernetesResource route, String stable);

    /** The canary's share, 0 to 100. */
    int read(GenericKubernetesResource route, String stable, String canary);

    /** Gives the canary a share, changing the route in place. */
    void write(GenericKubernetesResource route, String stable, String canary, int percent);

    /** Makes the route what it was before there was a canary, changing it in place. */
    void clear(GenericKubernetesResource route, String stable, String canary);
}
