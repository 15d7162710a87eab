package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;

/** A kind whose specification has a number of replicas, a selector and the pods' template, as a Deployment's has. */
interface TemplateForm extends InPlaceForm {
    @Override
    default String image(GenericKubernetesResource object) {
        return PodFields.image(pods(Fields.spec(object)));
    }

    @Override
    default void begin(GenericKubernetesResource object, Target target, String release) {
        PodFields.setImage(pods(Fields.spec(object)), target);
        PodFields.setRelease(Fields.map(Fields.spec(object), version()), release);
    }

    @Override
    default int replicas(GenericKubernetesResource object) {
        return Fields.number(Fields.spec(object), "replicas", 1);
    }

    @Override
    default String version() {
        return "template";
    }

    @Override
    default Map<String, Object> pods(Map<String, Object> spec) {
        return Fields.map(Fields.map(spec, version()), "spec");
    }

    @Override
    default Map<String, String> podLabels(GenericKubernetesResource object) {
        return Fields.selector(object);
    }
}
