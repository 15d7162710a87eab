package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A KServe InferenceService on Knative keeps its last revision that was rolled out and gives the newest the share
 * {@code canaryTrafficPercent}. A predictor with a container takes an image, one with a model format a modelcar
 * ({@code oci://}).
 */
final class KserveForm implements InPlaceForm {
    private static final String SHARE = "canaryTrafficPercent";
    private static final String MODE = "serving.kserve.io/deploymentMode";
    private static final Set<String> WITHOUT_REVISIONS = Set.of("RawDeployment", "Standard", "ModelMesh");

    @Override
    public String apiVersion() {
        return "serving.kserve.io/v1beta1";
    }

    @Override
    public String kind() {
        return "InferenceService";
    }

    @Override
    public String plural() {
        return "inferenceservices";
    }

    @Override
    public String obstacle(GenericKubernetesResource object, List<Integer> steps) {
        String mode = Marks.read(object, MODE);
        return WITHOUT_REVISIONS.contains(mode)
                ? "is deployed in mode '" + mode + "', which has no revisions to divide traffic between;"
                        + " release its Deployment by another router, or let Knative serve it"
                : "";
    }

    @Override
    public String image(GenericKubernetesResource object) {
        Map<String, Object> predictor = predictor(object);
        if (predictor.get("model") == null) {
            return PodFields.image(predictor);
        }
        String uri = Fields.text(Fields.map(predictor, "model"), "storageUri");
        return uri.startsWith("oci://") ? uri.substring("oci://".length()) : uri;
    }

    @Override
    public void begin(GenericKubernetesResource object, Target target, String release) {
        Map<String, Object> predictor = predictor(object);
        if (predictor.get("model") != null && target.container().isEmpty() && !target.image().isEmpty()) {
            Fields.map(predictor, "model").put("storageUri", "oci://" + target.image());
        } else if (predictor.get("containers") != null) {
            PodFields.setImage(predictor, target);
        } else if (!target.image().isEmpty()) {
            throw new InvalidInputException(target.label()
                    + " has neither a model nor a container that could take the image; write its predictor with model or containers");
        }
        predictor.put(SHARE, 0);
    }

    @Override
    public int read(GenericKubernetesResource object) {
        return Fields.number(predictor(object), SHARE, 100);
    }

    @Override
    public void write(GenericKubernetesResource object, int percent) {
        predictor(object).put(SHARE, percent);
    }

    @Override
    public void back(GenericKubernetesResource object, Map<String, Object> former) {
        predictor(object).put(SHARE, 0);
    }

    @Override
    public void promote(GenericKubernetesResource object) {
        predictor(object).remove(SHARE);
    }

    @Override
    public boolean isPromoted(GenericKubernetesResource object) {
        return predictor(object).get(SHARE) == null;
    }

    @Override
    public void finish(GenericKubernetesResource object, Map<String, Object> former) {
        predictor(object).remove(SHARE);
    }

    @Override
    public boolean takesOrdersByStatus() {
        return false;
    }

    /** A revision of its own, however small its share. */
    @Override
    public int surge(GenericKubernetesResource object, List<Integer> steps) {
        return replicas(object);
    }

    @Override
    public int replicas(GenericKubernetesResource object) {
        return Math.max(1, Fields.number(predictor(object), "minReplicas", 1));
    }

    @Override
    public String version() {
        return "predictor";
    }

    /** A model's fields are those of the container that KServe makes of it. */
    @Override
    public Map<String, Object> pods(Map<String, Object> spec) {
        Map<String, Object> pods = Fields.copy(Fields.map(spec, "predictor"));
        if (pods.get("containers") == null && pods.get("model") instanceof Map<?, ?> model) {
            pods.put("containers", List.of(model));
        }
        return pods;
    }

    @Override
    public Map<String, String> podLabels(GenericKubernetesResource object) {
        return Map.of("serving.kserve.io/inferenceservice", object.getMetadata().getName(), "component", "predictor");
    }

    @Override
    public String versionLabel() {
        return "serving.knative.dev/revision";
    }

    @Override
    public String canaryVersion(GenericKubernetesResource object) {
        Map<String, Object> status = Fields.status(object);
        return Fields.text(Fields.map(Fields.map(status, "components"), "predictor"), "latestCreatedRevision");
    }

    @Override
    public Readiness progress(GenericKubernetesResource object) {
        Map<String, Object> status = Fields.status(object);
        String name = "inferenceservice " + object.getMetadata().getName();
        Map<String, Object> model = Fields.map(status, "modelStatus");
        Map<String, Object> failure = Fields.map(model, "lastFailureInfo");
        if (Set.of("BlockedByFailedLoad", "InvalidSpec").contains(Fields.text(model, "transitionStatus"))) {
            return Readiness.failed(name + ": " + Fields.text(failure, "reason") + " (" + Fields.text(failure, "message") + ")");
        }
        if (!isObserved(object)) {
            return Readiness.waiting(name + ": KServe has not taken it up yet");
        }
        Map<String, Object> predictor = Fields.map(Fields.map(status, "components"), "predictor");
        String created = Fields.text(predictor, "latestCreatedRevision");
        boolean up = !created.isEmpty() && created.equals(Fields.text(predictor, "latestReadyRevision"));
        return up ? Readiness.READY : Readiness.waiting(name + ": revision " + created + " is not ready");
    }

    private static Map<String, Object> predictor(GenericKubernetesResource object) {
        return Fields.map(Fields.spec(object), "predictor");
    }
}
