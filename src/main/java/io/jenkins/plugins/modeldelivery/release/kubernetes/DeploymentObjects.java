package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The Deployments of a release as the cluster has them: reads and writes, each by one request. */
final class DeploymentObjects {
    private static final String OURS = "model-delivery";
    private static final DeploymentStrategy IN_PLACE = new DeploymentStrategyBuilder()
            .withType("RollingUpdate")
            .withNewRollingUpdate().withMaxSurge(new IntOrString(0)).withMaxUnavailable(new IntOrString(1)).endRollingUpdate()
            .build();

    private final ClusterConnection connection;
    private final Target target;

    DeploymentObjects(ClusterConnection connection, Target target) {
        this.connection = connection;
        this.target = target;
    }

    /** Stable; null when there is none. */
    Deployment stable() throws InterruptedException {
        return named(target.workload().name());
    }

    /** The canary; null when there is none. */
    Deployment canary() throws InterruptedException {
        return named(target.canaryName());
    }

    /** The pods of a Deployment, those of its newest version first. */
    List<Pod> pods(Deployment deployment) throws InterruptedException {
        Map<String, String> labels = deployment.getSpec().getSelector().getMatchLabels();
        List<Pod> pods = connection.ask("list pods in " + target.namespace(), () -> connection.client().pods()
                .inNamespace(target.namespace())
                .withLabelSelector(new LabelSelectorBuilder().withMatchLabels(labels).build())
                .list().getItems());
        String release = release(deployment.getSpec().getTemplate());
        return pods.stream().filter(pod -> Marks.read(pod, Marks.RELEASE).equals(release)).toList();
    }

    /** Makes the canary beside stable, without replicas of its own choosing. */
    Deployment createCanary(Deployment stable, PodTemplateSpec template, String release, TrafficSplit split, int replicas)
            throws InterruptedException {
        Deployment canary = new DeploymentBuilder()
                .withNewMetadata()
                .withName(target.canaryName())
                .withNamespace(target.namespace())
                .withLabels(Marks.with(
                        Marks.withoutOwners(template.getMetadata().getLabels()), "app.kubernetes.io/managed-by", OURS))
                .addToLabels(Marks.VERSION, Marks.CANARY)
                .addToAnnotations(Marks.RELEASE, release)
                .addToAnnotations(Marks.FORMER, Former.of(stable).toJson())
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withProgressDeadlineSeconds(stable.getSpec().getProgressDeadlineSeconds())
                .withMinReadySeconds(stable.getSpec().getMinReadySeconds())
                .withStrategy(stable.getSpec().getStrategy())
                .withNewSelector()
                .withMatchLabels(stable.getSpec().getSelector().getMatchLabels())
                .addToMatchLabels(Marks.VERSION, Marks.CANARY)
                .endSelector()
                .withTemplate(template)
                .editTemplate()
                .editMetadata()
                .addToLabels(Marks.VERSION, Marks.CANARY)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        split.label(canary, stable);
        return connection.ask("create " + label(target.canaryName()), () -> connection.client().resource(canary).create());
    }

    /** Makes a workload that did not exist. */
    Deployment createFirst(Deployment given, PodTemplateSpec template, String release) throws InterruptedException {
        Deployment first = new DeploymentBuilder(given)
                .editMetadata()
                .withNamespace(target.namespace())
                .addToAnnotations(Marks.RELEASE, release)
                .addToAnnotations(Marks.FIRST, "true")
                .endMetadata()
                .editSpec()
                .withTemplate(template)
                .endSpec()
                .build();
        return connection.ask("create " + label(target.workload().name()), () -> connection.client().resource(first).create());
    }

    /** Gives stable other pods, all at once; its own strategy replaces them. */
    Deployment replaceTemplate(PodTemplateSpec template, int replicas) throws InterruptedException {
        String release = release(template);
        return edit(target.workload().name(), found -> {
            Deployment changed = new DeploymentBuilder(found).editSpec().withTemplate(template).withReplicas(replicas).endSpec().build();
            Marks.write(changed, Marks.RELEASE, release);
            return settled(changed);
        });
    }

    /**
     * Gives stable other pods one at a time, each in the room of the one that goes, until it is scaled to {@code all}.
     *
     * @param replicas how many it has meanwhile
     */
    Deployment replaceInPlace(PodTemplateSpec template, int replicas, int all) throws InterruptedException {
        String release = release(template);
        return edit(target.workload().name(), found -> {
            Deployment changed = new DeploymentBuilder(found).editSpec().withTemplate(template).withReplicas(replicas).endSpec().build();
            Marks.write(changed, Marks.RELEASE, release);
            Marks.write(changed, Marks.REPLICAS, Integer.toString(all));
            if (!isReplacedInPlace(found)) {
                Marks.write(changed, Marks.STRATEGY, Serialization.asJson(found.getSpec().getStrategy()));
                changed.getSpec().setStrategy(IN_PLACE);
            }
            return changed;
        });
    }

    /** Whether stable's pods are being replaced one at a time. */
    static boolean isReplacedInPlace(Deployment stable) {
        return !Marks.read(stable, Marks.STRATEGY).isEmpty();
    }

    /** Sets the number of pods. */
    Deployment scale(String name, int replicas) throws InterruptedException {
        return edit(name, found -> settled(new DeploymentBuilder(found).editSpec().withReplicas(replicas).endSpec().build()));
    }

    /** Takes some of stable's pods for the canary; should somebody delete the canary, stable knows how many it had. */
    Deployment lend(int left, int all) throws InterruptedException {
        return edit(target.workload().name(), found -> {
            Deployment changed = new DeploymentBuilder(found).editSpec().withReplicas(left).endSpec().build();
            Marks.write(changed, Marks.REPLICAS, Integer.toString(all));
            return changed;
        });
    }

    /** How many pods a Deployment has, or had before some were taken for the canary. */
    static int full(Deployment deployment) {
        String lent = Marks.read(deployment, Marks.REPLICAS);
        return lent.matches("\\d{1,9}") ? Integer.parseInt(lent) : deployment.getSpec().getReplicas();
    }

    private static Deployment settled(Deployment deployment) {
        if (deployment.getSpec().getReplicas() >= full(deployment)) {
            Marks.write(deployment, Marks.REPLICAS, "");
            if (isReplacedInPlace(deployment)) {
                deployment.getSpec().setStrategy(Serialization.unmarshal(Marks.read(deployment, Marks.STRATEGY), DeploymentStrategy.class));
                Marks.write(deployment, Marks.STRATEGY, "");
            }
        }
        return deployment;
    }

    /** Says that what had no stable version before is stable now. */
    Deployment confirmFirst() throws InterruptedException {
        return edit(target.workload().name(), found -> {
            Marks.write(found, Marks.FIRST, "");
            return found;
        });
    }

    /** Deletes a Deployment with its pods. */
    void delete(String name) throws InterruptedException {
        connection.ask("delete " + label(name), () -> connection.client().apps().deployments()
                .inNamespace(target.namespace()).withName(name).delete());
    }

    /** The release that these pods belong to; the empty string when none of ours made them. */
    static String release(PodTemplateSpec template) {
        Map<String, String> annotations = template.getMetadata() == null ? null : template.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Marks.RELEASE, "");
    }

    /** The Deployment of this name; null when there is none. */
    Deployment named(String name) throws InterruptedException {
        return connection.ask("get " + label(name), () -> find(name));
    }

    private Deployment edit(String name, UnaryOperator<Deployment> change) throws InterruptedException {
        return connection.edit(label(name), () -> find(name), change);
    }

    private Deployment find(String name) {
        return connection.client().apps().deployments().inNamespace(target.namespace()).withName(name).get();
    }

    private String label(String name) {
        return "deployment " + target.namespace() + "/" + name;
    }
}
