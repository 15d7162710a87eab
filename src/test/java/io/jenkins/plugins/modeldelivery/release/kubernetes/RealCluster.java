package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterAccess;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;
import io.jenkins.plugins.modeldelivery.kubernetes.MockAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The API server and controllers that {@code KUBECONFIG} names, in a namespace that is deleted afterwards. Where no kubelet
 * runs pods, their states are written as one would.
 */
public final class RealCluster implements TestCluster {
    private static final int ROUNDS = 150;

    private final String namespace = "model-delivery-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubernetesClient administrator;
    private final ApiGate gate;
    private final ClusterConnection connection;
    private final String robot;

    public RealCluster() {
        try {
            String text = Files.readString(Path.of(System.getenv("KUBECONFIG")));
            ClusterAccess access = ClusterAccess.ofKubeconfig(text, "");
            administrator = ClusterConnection.open(access, Outbound.of(Map.of())).client();
            administrator.resource(new NamespaceBuilder()
                    .withNewMetadata().withName(namespace).endMetadata().build()).create();
            gate = new ApiGate(access.server(), MockAuthority.trustingEverything());
            administrator.resource(new ClusterRoleBindingBuilder()
                    .withNewMetadata().withName(namespace).endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                    .addNewSubject("", "ServiceAccount", "robot", namespace)
                    .build()).create();
            robot = token("robot");
            connection = new ClusterConnection(gate.client(namespace, robot));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token of an account that may do everything. */
    public String robot() {
        return robot;
    }

    /** The token of a service account, which is made where it is missing. */
    String token(String account) {
        administrator.resource(new ServiceAccountBuilder()
                .withNewMetadata().withName(account).withNamespace(namespace).endMetadata().build()).create();
        String secret = account + "-token";
        administrator.resource(new SecretBuilder()
                .withNewMetadata().withName(secret).withNamespace(namespace)
                .addToAnnotations("kubernetes.io/service-account.name", account).endMetadata()
                .withType("kubernetes.io/service-account-token").build()).create();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> data = administrator.secrets().inNamespace(namespace).withName(secret).get().getData();
            if (data != null && data.containsKey("token")) {
                return new String(Base64.getDecoder().decode(data.get("token")), StandardCharsets.UTF_8);
            }
            pause();
        }
        throw new IllegalStateException("no token for " + account);
    }

    /** Makes the roles of a manifest in this namespace, and binds them to its accounts. */
    void grant(Path example) throws IOException {
        try (InputStream manifest = Files.newInputStream(example)) {
            for (HasMetadata item : administrator.load(manifest).items()) {
                item.getMetadata().setNamespace(namespace);
                if (item instanceof RoleBinding binding) {
                    binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
                }
                if (!(item instanceof ServiceAccount)) {
                    administrator.resource(item).create();
                }
            }
        }
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public KubernetesClient administrator() {
        return administrator;
    }

    @Override
    public ClusterConnection connection() {
        return connection;
    }

    @Override
    public ApiGate gate() {
        return gate;
    }

    @Override
    public void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            administrator.pods().inNamespace(namespace).list().getItems().forEach(this::live);
            if (administrator.apps().deployments().inNamespace(namespace).list().getItems().stream().allMatch(this::isSettled)
                    && administrator.apps().statefulSets().inNamespace(namespace).list().getItems().stream()
                            .allMatch(this::isSettled)) {
                return;
            }
            pause();
        }
        throw new IllegalStateException("the cluster does not settle");
    }

    @Override
    public void close() {
        administrator.namespaces().withName(namespace).delete();
        administrator.rbac().clusterRoleBindings().withName(namespace).delete();
        connection.close();
        gate.close();
        administrator.close();
    }

    private boolean isSettled(Deployment deployment) {
        boolean broken = image(deployment.getSpec().getTemplate().getSpec().getContainers()).contains(BROKEN);
        return broken && deployment.getSpec().getReplicas() > 0
                ? hasBroken()
                : Progress.of(deployment, List.of()).isReady();
    }

    private boolean hasBroken() {
        return administrator.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> image(pod.getSpec().getContainers()).contains(BROKEN))
                .anyMatch(pod -> !pod.getStatus().getContainerStatuses().isEmpty());
    }

    private boolean isSettled(StatefulSet set) {
        if (image(set.getSpec().getTemplate().getSpec().getContainers()).contains(BROKEN)) {
            return hasBroken();
        }
        GenericKubernetesResource fields =
                Serialization.unmarshal(Serialization.asJson(set), GenericKubernetesResource.class);
        return set.getStatus() != null && new StatefulSetForm().progress(fields).isReady();
    }

    /** What a kubelet would report. */
    private void live(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            administrator.resource(pod).withGracePeriod(0).delete();
            return;
        }
        if (!pod.getStatus().getContainerStatuses().isEmpty()) {
            return;
        }
        boolean broken = image(pod.getSpec().getContainers()).contains(BROKEN);
        ContainerStatusBuilder container = new ContainerStatusBuilder()
                .withName(pod.getSpec().getContainers().get(0).getName()).withReady(!broken).withStarted(!broken)
                .withImage(image(pod.getSpec().getContainers())).withImageID("").withRestartCount(0);
        String now = Instant.now().toString();
        Pod living = new PodBuilder(pod).editStatus()
                .withPhase(broken ? "Pending" : "Running")
                .addNewCondition().withType("Ready").withStatus(broken ? "False" : "True").withLastTransitionTime(now).endCondition()
                .withContainerStatuses(broken
                        ? container.withNewState().withNewWaiting().withReason("ImagePullBackOff").withMessage("no such image")
                                .endWaiting().endState().build()
                        : container.withNewState().withNewRunning().withStartedAt(now).endRunning().endState().build())
                .endStatus().build();
        try {
            administrator.resource(living).updateStatus();
        } catch (KubernetesClientException e) {
            // The controller was faster; the next round sees the pod as it is.
            pause();
        }
    }

    private static String image(List<Container> containers) {
        return containers.get(0).getImage();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
