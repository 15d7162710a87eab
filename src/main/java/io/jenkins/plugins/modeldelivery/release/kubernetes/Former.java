package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * What stable was before its canary came. It is kept with the canary, in the cluster, so that whoever goes on after a crash
 * can undo a promotion that was half done.
 *
 * @param replicas stable's replicas
 * @param template stable's pods
 */
record Former(int replicas, PodTemplateSpec template) {
    /** What a Deployment is now. */
    static Former of(Deployment stable) {
        return new Former(stable.getSpec().getReplicas(), stable.getSpec().getTemplate());
    }

    /** What was written into a canary's annotation. */
    static Former in(Deployment canary) {
        return Serialization.unmarshal(Marks.read(canary, Marks.FORMER), Former.class);
    }

    String toJson() {
        return Serialization.asJson(this);
    }
}
