package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.operation.Durations;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A Canary of Flagger, read at one time: where it stands, and which orders it has. */
final class FlaggerCanary {
    static final String GROUP = "flagger.app";
    static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup(GROUP).withVersion("v1beta1").withKind("Canary").withPlural("canaries").withNamespaced(true).build();

    private static final Set<String> IDLE = Set.of("Initialized", "Succeeded", "Failed");
    /** In less time a look may come too late to hold it where it shall stand. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);
    private static final int ALL = 100;

    private final GenericKubernetesResource object;

    private FlaggerCanary(GenericKubernetesResource object) {
        this.object = object;
    }

    /** The Canary that {@code traffic} names, as it is now. */
    static FlaggerCanary get(ClusterConnection connection, Target target) throws InterruptedException {
        GenericKubernetesResource found = connection.ask("get " + label(target), () -> all(connection, target)
                .withName(target.traffic().name()).get());
        if (found == null) {
            throw new InvalidInputException(label(target) + " does not exist; give the name of the Canary whose target is "
                    + target.label());
        }
        return new FlaggerCanary(found);
    }

    /** Changes it in one write, unless that would change nothing. */
    static void edit(ClusterConnection connection, Target target, Consumer<FlaggerCanary> change) throws InterruptedException {
        write(connection, target, change, false);
    }

    /** The same for its status, in which Flagger counts. */
    static void editStatus(ClusterConnection connection, Target target, Consumer<FlaggerCanary> change)
            throws InterruptedException {
        write(connection, target, change, true);
    }

    /** Why it cannot be driven by these shares; the empty string when it can. */
    String obstacle(Target target, List<Integer> steps) {
        Map<String, Object> owned = Fields.map(spec(), "targetRef");
        Map<String, Object> analysis = analysis();
        if (!Fields.text(owned, "kind").equals("Deployment") || !Fields.text(owned, "name").equals(target.workload().name())) {
            return "has another target, " + Fields.text(owned, "kind") + " " + Fields.text(owned, "name") + "; name the Canary of "
                    + target.label();
        }
        if (!isIdle()) {
            return "is in phase '" + phase() + "'; wait until Flagger is done";
        }
        if (isSuspended() || skips()) {
            return "is suspended or skips its analysis, which are the orders it is driven by; set suspend and skipAnalysis to false";
        }
        if (Fields.number(analysis, "iterations", 0) > 0 || analysis.get("match") != null || Boolean.TRUE.equals(analysis.get("mirror"))
                || Fields.text(spec(), "provider").equals("kubernetes")) {
            return "shares no traffic by weight (iterations, match, mirror or provider kubernetes); give it stepWeights and a router";
        }
        List<Integer> missed = steps.stream().filter(step -> step < ALL && !weights().contains(step)).toList();
        if (!missed.isEmpty()) {
            return "takes the weights " + weights() + ", which lack " + missed + "; make steps and stepWeights agree";
        }
        String interval = Fields.text(analysis, "interval").isEmpty() ? "60s" : Fields.text(analysis, "interval");
        return Durations.parse(label(target) + ": analysis.interval", interval).compareTo(SHORTEST) < 0
                ? "goes on every " + interval + ", too fast to be held at a share; set its interval to 15s or longer"
                : "";
    }

    /** The release that is under way or was the last; the empty string for none of ours. */
    String release() {
        return Marks.read(object, Marks.RELEASE);
    }

    void release(String release) {
        Marks.write(object, Marks.RELEASE, release);
    }

    /** What stable was before the release that is under way; the empty string while none is. */
    String former() {
        return Marks.read(object, Marks.FORMER);
    }

    void former(String former) {
        Marks.write(object, Marks.FORMER, former);
    }

    boolean isUnderWay() {
        return !former().isEmpty();
    }

    String phase() {
        return Fields.text(status(), "phase");
    }

    boolean isIdle() {
        return IDLE.contains(phase());
    }

    /** Whether Flagger has taken up a new version and shares traffic with it, or is about to. */
    boolean isProgressing() {
        return phase().equals("Progressing");
    }

    /** The canary's share, 0 to 100; none once Flagger has ended. */
    int weight() {
        return isIdle() ? 0 : Math.min(ALL, Fields.number(status(), "canaryWeight", 0));
    }

    boolean isSuspended() {
        return Boolean.TRUE.equals(spec().get("suspend"));
    }

    void suspend(boolean suspended) {
        set("suspend", suspended);
    }

    /** Whether a version that Flagger takes up, or has taken up, is promoted at once. */
    boolean skips() {
        return Boolean.TRUE.equals(spec().get("skipAnalysis"));
    }

    void skip(boolean skips) {
        set("skipAnalysis", skips);
    }

    /** Fills its count of failed checks, upon which Flagger takes all traffic back. */
    void fail() {
        status().put("failedChecks", Math.max(1, Fields.number(analysis(), "threshold", 1)));
    }

    /** The name of the Deployment that Flagger keeps for stable. */
    static String primary(Target target) {
        return target.workload().name() + "-primary";
    }

    static String label(Target target) {
        return "Flagger's Canary " + target.namespace() + "/" + target.traffic().name();
    }

    /** The shares that Flagger goes through, below all. */
    private List<Integer> weights() {
        List<Integer> weights = new ArrayList<>();
        int most = Fields.number(analysis(), "maxWeight", ALL);
        if (analysis().get("stepWeights") instanceof List<?> given && !given.isEmpty()) {
            given.stream().map(weight -> ((Number) weight).intValue()).forEach(weights::add);
        } else {
            int step = Fields.number(analysis(), "stepWeight", ALL);
            for (int weight = step; step > 0 && weight <= most; weight += step) {
                weights.add(weight);
            }
        }
        weights.removeIf(weight -> weight >= ALL);
        return weights;
    }

    /** Written only where it changes something, so that a Canary is afterwards what it was. */
    private void set(String name, boolean value) {
        if (value) {
            spec().put(name, true);
        } else {
            spec().remove(name);
        }
    }

    private Map<String, Object> spec() {
        return Fields.spec(object);
    }

    private Map<String, Object> analysis() {
        Map<String, Object> spec = Fields.copy(spec());
        return Fields.map(spec, spec.containsKey("analysis") ? "analysis" : "canaryAnalysis");
    }

    private Map<String, Object> status() {
        return Fields.map(object.getAdditionalProperties(), "status");
    }

    private static void write(ClusterConnection connection, Target target, Consumer<FlaggerCanary> change, boolean status)
            throws InterruptedException {
        connection.edit(
                label(target),
                () -> all(connection, target).withName(target.traffic().name()).get(),
                found -> {
                    change.accept(new FlaggerCanary(found));
                    return found;
                },
                wanted -> status
                        ? all(connection, target).resource(wanted).updateStatus()
                        : all(connection, target).resource(wanted).update());
    }

    private static NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            all(ClusterConnection connection, Target target) {
        return connection.client().genericKubernetesResources(CONTEXT).inNamespace(target.namespace());
    }
}
