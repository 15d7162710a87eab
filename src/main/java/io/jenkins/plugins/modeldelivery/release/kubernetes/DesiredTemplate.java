package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;

/** The pods of the new version: stable's, or those of the given manifests, with the new image. */
final class DesiredTemplate {
    private final Target target;

    DesiredTemplate(Target target) {
        this.target = target;
    }

    /**
     * The new version's pods.
     *
     * @param base the pods to start from; not changed
     * @throws InvalidInputException if the container that takes the image is not clear
     */
    PodTemplateSpec on(PodTemplateSpec base, String release) {
        PodTemplateSpec desired = withoutRelease(base);
        if (!target.image().isEmpty()) {
            container(desired).setImage(target.image());
        }
        desired.getMetadata().setAnnotations(Marks.with(desired.getMetadata().getAnnotations(), Marks.RELEASE, release));
        return desired;
    }

    /** Whether these pods are the new version's already, whatever release brought them. */
    boolean isRunning(PodTemplateSpec stable, PodTemplateSpec base) {
        // The cluster adds its defaults to what a manifest says.
        return Fields.contains(Fields.of(withoutRelease(stable)), Fields.of(withoutRelease(on(base, ""))));
    }

    private static PodTemplateSpec withoutRelease(PodTemplateSpec template) {
        PodTemplateSpec copy = Serialization.clone(template);
        ObjectMeta metadata = copy.getMetadata() == null ? new ObjectMeta() : copy.getMetadata();
        metadata.setAnnotations(Marks.with(metadata.getAnnotations(), Marks.RELEASE, ""));
        copy.setMetadata(metadata);
        return copy;
    }

    private Container container(PodTemplateSpec template) {
        List<Container> containers = template.getSpec().getContainers();
        String names = containers.stream().map(Container::getName).collect(Collectors.joining(", "));
        if (target.container().isEmpty()) {
            if (containers.size() == 1) {
                return containers.get(0);
            }
            throw new InvalidInputException(target.label() + " has the containers " + names + "; say in container which takes the image");
        }
        return containers.stream()
                .filter(container -> container.getName().equals(target.container()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("container '" + target.container() + "' is not in " + target.label()
                        + ", which has " + names + "; name one of these"));
    }
}
