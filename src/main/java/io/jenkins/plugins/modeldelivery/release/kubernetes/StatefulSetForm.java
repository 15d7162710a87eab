package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.util.List;
import java.util.Map;

/**
 * A StatefulSet replaces its pods from the last to the first, down to its partition: the share of replaced pods is the
 * canary's. Raising the partition brings no pod back, so going back means the former pods at partition 0.
 */
final class StatefulSetForm implements TemplateForm {
    private static final String PARTITION = "partition";

    @Override
    public String apiVersion() {
        return "apps/v1";
    }

    @Override
    public String kind() {
        return "StatefulSet";
    }

    @Override
    public String plural() {
        return "statefulsets";
    }

    @Override
    public String obstacle(GenericKubernetesResource object, List<Integer> steps) {
        if ("OnDelete".equals(Fields.text(Fields.map(Fields.spec(object), "updateStrategy"), "type"))) {
            return "replaces pods only when somebody deletes them; set updateStrategy to RollingUpdate";
        }
        int replicas = replicas(object);
        List<Integer> missed = steps.stream().filter(step -> share(count(step, replicas), replicas) != step).toList();
        return missed.isEmpty() ? "" : "has " + replicas + " pods, of which no number gives the steps " + missed
                + "; take shares of whole pods";
    }

    @Override
    public void begin(GenericKubernetesResource object, Target target, String release) {
        TemplateForm.super.begin(object, target, release);
        rolling(object).put(PARTITION, replicas(object));
    }

    @Override
    public int read(GenericKubernetesResource object) {
        if (!PodFields.release(Fields.map(Fields.spec(object), version())).equals(Marks.read(object, Marks.RELEASE))) {
            return 0;
        }
        int replicas = replicas(object);
        return share(replicas - Math.min(replicas, Fields.number(rolling(object), PARTITION, 0)), replicas);
    }

    @Override
    public void write(GenericKubernetesResource object, int percent) {
        rolling(object).put(PARTITION, replicas(object) - count(percent, replicas(object)));
    }

    @Override
    public void back(GenericKubernetesResource object, Map<String, Object> former) {
        Fields.spec(object).put("template", Fields.copy(Fields.map(former, "template")));
        rolling(object).put(PARTITION, 0);
    }

    @Override
    public void promote(GenericKubernetesResource object) {
        rolling(object).put(PARTITION, 0);
    }

    @Override
    public boolean isPromoted(GenericKubernetesResource object) {
        return read(object) == 100;
    }

    @Override
    public void finish(GenericKubernetesResource object, Map<String, Object> former) {
        rolling(object).put(PARTITION, 0);
    }

    @Override
    public boolean takesOrdersByStatus() {
        return false;
    }

    @Override
    public boolean countsPods() {
        return true;
    }

    /** Unless it may replace pods in parallel, which not every set may, it goes on to none while one before is not ready. */
    @Override
    public boolean waitsForBrokenPods() {
        return true;
    }

    /** A pod takes the place of its predecessor. */
    @Override
    public int surge(GenericKubernetesResource object, List<Integer> steps) {
        return 0;
    }

    @Override
    public String versionLabel() {
        return "controller-revision-hash";
    }

    @Override
    public String canaryVersion(GenericKubernetesResource object) {
        return Fields.text(Fields.status(object), "updateRevision");
    }

    @Override
    public Readiness progress(GenericKubernetesResource object) {
        Map<String, Object> status = Fields.map(object.getAdditionalProperties(), "status");
        String name = "statefulset " + object.getMetadata().getName();
        if (!isObserved(object)) {
            return Readiness.waiting(name + ": the cluster has not taken it up yet");
        }
        int wanted = replicas(object);
        int replaced = wanted - Math.min(wanted, Fields.number(rolling(object), PARTITION, 0));
        int ready = Fields.number(status, "readyReplicas", 0);
        int updated = Fields.text(status, "currentRevision").equals(Fields.text(status, "updateRevision"))
                ? wanted
                : Fields.number(status, "updatedReplicas", 0);
        return ready >= wanted && updated >= replaced
                ? Readiness.READY
                : Readiness.waiting(name + ": " + ready + " of " + wanted + " pods are ready, " + updated + " of " + replaced
                        + " are replaced");
    }

    private static Map<String, Object> rolling(GenericKubernetesResource object) {
        return Fields.map(Fields.map(Fields.spec(object), "updateStrategy"), "rollingUpdate");
    }

    private static int count(int percent, int replicas) {
        return percent == 0 ? 0 : Math.max(1, (int) Math.round(replicas * percent / 100.0));
    }

    private static int share(int pods, int replicas) {
        return replicas == 0 ? 0 : (int) Math.round(100.0 * pods / replicas);
    }
}
