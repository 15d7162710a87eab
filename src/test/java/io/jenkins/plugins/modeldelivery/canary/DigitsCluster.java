package io.jenkins.plugins.modeldelivery.canary;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.modeldelivery.kubernetes.PodTroubles;
import io.jenkins.plugins.modeldelivery.release.kubernetes.RealCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example of the digits server in a cluster with a kubelet, and a pod that asks its Service. The images are those that
 * {@code DIGITS_IMAGE} names, with the tags 1.0, 1.1 and failing.
 */
final class DigitsCluster implements AutoCloseable {
    private static final Path EXAMPLE = Path.of("examples/kubernetes/digits.yaml");
    private static final String NAME = "digits";
    private static final String LOAD = "load";
    private static final Pattern COUNTED = Pattern.compile("sent (\\d+), without an answer (\\d+)\\s*");
    /** A node may be kept for the test by a taint. */
    private static final List<Toleration> ANYWHERE = List.of(new TolerationBuilder().withOperator("Exists").build());

    private final RealCluster cluster = new RealCluster();
    private final KubernetesClient client = cluster.administrator();

    /** What the load saw. */
    record Load(long sent, long lost) {}

    String namespace() {
        return cluster.namespace();
    }

    String image(String tag) {
        return System.getenv("DIGITS_IMAGE") + ":" + tag;
    }

    boolean hasReadyNode() {
        return client.nodes().list().getItems().stream().flatMap(node -> node.getStatus().getConditions().stream())
                .anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    }

    /** A kubeconfig of an account that may do everything in the cluster. */
    String kubeconfig() {
        return cluster.gate().kubeconfig(cluster.robot());
    }

    /** Starts the servers of version 1.0 and, once they are up, the load. */
    void serve() throws IOException {
        serve(deployment -> deployment);
        client.apps().deployments().inNamespace(namespace()).withName(NAME).waitUntilReady(90, TimeUnit.SECONDS);
        ask();
    }

    /** The same by a StatefulSet of four pods, which it replaces in order. */
    void serveInOrder() throws IOException {
        serve(deployment -> new StatefulSetBuilder()
                .withMetadata(deployment.getMetadata())
                .withNewSpec()
                .withReplicas(4)
                .withServiceName(NAME)
                .withSelector(deployment.getSpec().getSelector())
                .withTemplate(deployment.getSpec().getTemplate())
                .endSpec()
                .build());
        client.apps().statefulSets().inNamespace(namespace()).withName(NAME).waitUntilReady(120, TimeUnit.SECONDS);
        ask();
    }

    private void serve(Function<Deployment, HasMetadata> workload) throws IOException {
        try (InputStream example = Files.newInputStream(EXAMPLE)) {
            for (HasMetadata item : client.load(example).items()) {
                HasMetadata wanted = item;
                if (item instanceof Deployment deployment) {
                    deployment.getSpec().getTemplate().getSpec().setTolerations(ANYWHERE);
                    deployment.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image("1.0"));
                    wanted = workload.apply(deployment);
                }
                client.resource(wanted).inNamespace(namespace()).create();
            }
        }
    }

    private void ask() {
        String address = client.services().inNamespace(namespace()).withName(NAME).get().getSpec().getClusterIP();
        client.resource(load("http://" + address)).create();
        client.pods().inNamespace(namespace()).withName(LOAD).waitUntilReady(60, TimeUnit.SECONDS);
    }

    /** Waits until all servers are ready again and of this image. */
    void awaitServed(String image, int pods) {
        client.pods().inNamespace(namespace()).withLabel("app", NAME).informOnCondition(found -> found.size() == pods && found.stream()
                        .allMatch(pod -> PodTroubles.isReady(pod) && pod.getSpec().getContainers().get(0).getImage().equals(image)))
                .orTimeout(90, TimeUnit.SECONDS)
                .join();
    }

    /** Ends the load by its deadline, which leaves the pod with what it wrote at its end. */
    Load endLoad() throws InterruptedException {
        client.pods().inNamespace(namespace()).withName(LOAD).edit(pod ->
                new PodBuilder(pod).editSpec().withActiveDeadlineSeconds(1L).endSpec().build());
        Pod ended = client.pods().inNamespace(namespace()).withName(LOAD)
                .waitUntilCondition(pod -> terminated(pod) != null, 60, TimeUnit.SECONDS);
        String message = terminated(ended).getMessage();
        Matcher counted = COUNTED.matcher(message);
        if (!counted.matches()) {
            throw new AssertionError("the load says: " + message);
        }
        return new Load(Long.parseLong(counted.group(1)), Long.parseLong(counted.group(2)));
    }

    private static ContainerStateTerminated terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().isEmpty()
                ? null : pod.getStatus().getContainerStatuses().get(0).getState().getTerminated();
    }

    private Pod load(String target) {
        return new PodBuilder()
                .withNewMetadata().withName(LOAD).withNamespace(namespace()).endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTolerations(ANYWHERE)
                .addNewContainer()
                .withName(LOAD)
                .withImage(image("1.0"))
                .withWorkingDir("/app")
                .withCommand("java", "-cp", "/app", "Load", target, "/dev/termination-log")
                .endContainer()
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
