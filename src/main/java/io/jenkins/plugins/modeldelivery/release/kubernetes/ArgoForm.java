package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An Argo Rollout takes its own steps; it is driven by the orders that its command line writes: go on at a pause, promote in
 * full, abort. Every weight must therefore be followed by a pause without an end, else Argo would go on alone.
 */
final class ArgoForm implements TemplateForm {
    private static final String ABORT = "abort";
    private static final String PAUSES = "pauseConditions";
    private static final String PROMOTE = "promoteFull";

    @Override
    public String apiVersion() {
        return "argoproj.io/v1alpha1";
    }

    @Override
    public String kind() {
        return "Rollout";
    }

    @Override
    public String plural() {
        return "rollouts";
    }

    @Override
    public String obstacle(GenericKubernetesResource object, List<Integer> steps) {
        if (Fields.spec(object).get("workloadRef") != null) {
            return "takes its pods from another object (workloadRef), which would have to be changed; write them into the Rollout";
        }
        List<Map<String, Object>> own = steps(object);
        List<Integer> weights = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).get("setWeight") == null) {
                continue;
            }
            weights.add(Fields.number(own.get(i), "setWeight", 0));
            boolean waits = i + 1 < own.size()
                    && own.get(i + 1).get("pause") instanceof Map<?, ?> pause && pause.get("duration") == null;
            if (!waits && weights.get(weights.size() - 1) < 100) {
                return "goes on from " + weights.get(weights.size() - 1) + " % without being told; follow that step by pause: {}";
            }
        }
        List<Integer> asked = steps.stream().filter(step -> step < 100).toList();
        weights.removeIf(weight -> weight == 100);
        return weights.equals(asked) ? "" : "has the weights " + weights + " in its steps, and asked for are " + asked
                + "; make them agree";
    }

    @Override
    public int read(GenericKubernetesResource object) {
        Map<String, Object> status = status(object);
        if (Boolean.TRUE.equals(status.get(ABORT))) {
            return 0;
        }
        if (isPromoted(object)) {
            return 100;
        }
        int weight = 0;
        int index = Fields.number(status, "currentStepIndex", 0);
        List<Map<String, Object>> steps = steps(object);
        for (int i = 0; i < Math.min(index, steps.size()); i++) {
            weight = Fields.number(steps.get(i), "setWeight", weight);
        }
        return weight;
    }

    /** Argo goes one step on at a time; asked again, it goes further until the share is reached. */
    @Override
    public void write(GenericKubernetesResource object, int percent) {
        if (read(object) < percent) {
            status(object).remove(PAUSES);
        }
    }

    @Override
    public void back(GenericKubernetesResource object, Map<String, Object> former) {
        status(object).put(ABORT, true);
    }

    @Override
    public void promote(GenericKubernetesResource object) {
        status(object).put(PROMOTE, true);
        status(object).remove(PAUSES);
    }

    @Override
    public boolean isPromoted(GenericKubernetesResource object) {
        Map<String, Object> status = status(object);
        String current = Fields.text(status, "currentPodHash");
        return isObserved(object) && !current.isEmpty() && current.equals(Fields.text(status, "stableRS"));
    }

    @Override
    public void finish(GenericKubernetesResource object, Map<String, Object> former) {
        // The Rollout has no fields that only a canary needs.
    }

    @Override
    public boolean takesOrdersByStatus() {
        return true;
    }

    /** Argo would take its steps, and stop at the first, on the way back too. */
    @Override
    public boolean waitsForOrder(GenericKubernetesResource object) {
        return isObserved(object) && !isPromoted(object) && !Boolean.TRUE.equals(status(object).get(PROMOTE));
    }

    /** Without a router before it a Rollout replaces pods, and has no more at a time than {@code maxSurge} allows. */
    @Override
    public int surge(GenericKubernetesResource object, List<Integer> steps) {
        Map<String, Object> canary = canary(object);
        String most = Fields.text(canary, "maxSurge").isEmpty() ? "25%" : Fields.text(canary, "maxSurge");
        if (canary.get("trafficRouting") != null) {
            most = steps.stream().max(Integer::compare).orElse(100) + "%";
        }
        return most.endsWith("%")
                ? (int) Math.ceil(replicas(object) * Integer.parseInt(most.substring(0, most.length() - 1)) / 100.0)
                : Integer.parseInt(most);
    }

    @Override
    public String versionLabel() {
        return "rollouts-pod-template-hash";
    }

    @Override
    public String canaryVersion(GenericKubernetesResource object) {
        return Fields.text(Fields.status(object), "currentPodHash");
    }

    @Override
    public Readiness progress(GenericKubernetesResource object) {
        Map<String, Object> status = Fields.status(object);
        String name = "rollout " + object.getMetadata().getName();
        if (!isObserved(object)) {
            return Readiness.waiting(name + ": Argo has not taken it up yet");
        }
        return switch (Fields.text(status, "phase")) {
            case "Healthy" -> Readiness.READY;
            case "Paused" -> hasRelease(object) || isPromoted(object)
                    ? Readiness.READY
                    : Readiness.waiting(name + ": two versions share the traffic");
            case "Degraded" -> Boolean.TRUE.equals(status.get(ABORT))
                    ? Readiness.READY
                    : Readiness.failed(name + ": " + Fields.text(status, "message"));
            default -> Readiness.waiting(name + ": " + Fields.text(status, "message"));
        };
    }

    private static Map<String, Object> status(GenericKubernetesResource object) {
        return Fields.map(object.getAdditionalProperties(), "status");
    }

    /** Whether a release is under way, at whose pauses the Rollout is where it shall be. */
    private static boolean hasRelease(GenericKubernetesResource object) {
        return !Marks.read(object, Marks.FORMER).isEmpty() || !Marks.read(object, Marks.FIRST).isEmpty();
    }

    private static Map<String, Object> canary(GenericKubernetesResource object) {
        return Fields.map(Fields.map(Fields.copy(Fields.spec(object)), "strategy"), "canary");
    }

    private static List<Map<String, Object>> steps(GenericKubernetesResource object) {
        return Fields.list(canary(object), "steps");
    }
}
