package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The containers and annotations of pods that are known by their fields alone. */
final class PodFields {
    private PodFields() {}

    /** The first container's image; the empty string when there is none. */
    static String image(Map<String, Object> podSpec) {
        List<Map<String, Object>> containers = Fields.list(podSpec, "containers");
        return containers.isEmpty() ? "" : Fields.text(containers.get(0), "image");
    }

    /**
     * Gives a container the target's image, if it has one.
     *
     * @throws InvalidInputException if it is not clear which container
     */
    static void setImage(Map<String, Object> podSpec, Target target) {
        if (target.image().isEmpty()) {
            return;
        }
        List<Map<String, Object>> containers = Fields.list(podSpec, "containers");
        String names = containers.stream().map(each -> Fields.text(each, "name")).collect(Collectors.joining(", "));
        boolean clear = !target.container().isEmpty() || containers.size() == 1;
        Map<String, Object> chosen = containers.stream()
                .filter(each -> target.container().isEmpty() || target.container().equals(Fields.text(each, "name")))
                .findFirst()
                .orElse(null);
        if (!clear || chosen == null) {
            throw new InvalidInputException(target.label() + " has the containers " + names
                    + "; say in container which of them takes the image");
        }
        chosen.put("image", target.image());
    }

    /** The release that pods are marked with; the empty string where none of ours made them. */
    static String release(Map<String, Object> template) {
        return Fields.text(Fields.map(Fields.map(template, "metadata"), "annotations"), Marks.RELEASE);
    }

    /** Marks pods with their release. */
    static void setRelease(Map<String, Object> template, String release) {
        Fields.map(Fields.map(template, "metadata"), "annotations").put(Marks.RELEASE, release);
    }
}
