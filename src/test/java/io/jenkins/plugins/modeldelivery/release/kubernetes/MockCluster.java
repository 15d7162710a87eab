package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.kubernetes.ClusterConnection;

/** The mock API server, which only stores, and the little of a controller that these tests need. */
final class MockCluster implements TestCluster {
    private final ApiGate back;
    private final KubernetesClient administrator;
    private final ApiGate gate;
    private final ClusterConnection connection;

    /** A cluster on this mock server, which must speak plain http. */
    MockCluster(KubernetesClient mock) {
        try {
            this.back = new ApiGate(mock.getMasterUrl().toURI(), null);
            this.gate = new ApiGate(mock.getMasterUrl().toURI(), null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        permit(true);
        this.administrator = back.client(namespace());
        this.connection = new ClusterConnection(gate.client(namespace()));
    }

    @Override
    public String namespace() {
        return "ml";
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

    /** What the server answers to whoever asks for a permission. */
    void permit(boolean allowed) {
        String answer = "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\"spec\":{},"
                + "\"status\":{\"allowed\":" + allowed + "}}";
        gate.troubled((method, path) -> path.contains("selfsubjectaccessreviews") ? new ApiGate.Answer(201, answer) : null);
    }

    @Override
    public void settle() {
        settleSets();
        for (Deployment deployment : administrator.apps().deployments().inNamespace(namespace()).list().getItems()) {
            String image = deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
            int replicas = deployment.getSpec().getReplicas();
            boolean broken = image.contains(BROKEN) && replicas > 0;
            if (broken) {
                administrator.resource(brokenPod(deployment)).createOr(existing -> existing.update());
            }
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(broken ? 0 : replicas)
                    .withAvailableReplicas(broken ? 0 : replicas)
                    .build());
            administrator.resource(deployment).updateStatus();
        }
    }

    private void settleSets() {
        for (StatefulSet set : administrator.apps().statefulSets().inNamespace(namespace()).list().getItems()) {
            int replicas = set.getSpec().getReplicas();
            int partition = set.getSpec().getUpdateStrategy() == null || set.getSpec().getUpdateStrategy().getRollingUpdate() == null
                    ? 0
                    : set.getSpec().getUpdateStrategy().getRollingUpdate().getPartition();
            set.setStatus(new StatefulSetStatusBuilder()
                    .withObservedGeneration(set.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .withUpdatedReplicas(replicas - partition)
                    .withCurrentRevision("old")
                    .withUpdateRevision(partition == 0 ? "old" : "new")
                    .build());
            administrator.resource(set).updateStatus();
        }
    }

    @Override
    public void close() {
        connection.close();
        administrator.close();
        gate.close();
        back.close();
    }

    private static Pod brokenPod(Deployment deployment) {
        return new PodBuilder()
                .withMetadata(deployment.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withName(deployment.getMetadata().getName() + "-1")
                .withNamespace(deployment.getMetadata().getNamespace())
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .addNewContainerStatus()
                .withName("server")
                .withNewState().withNewWaiting().withReason("ImagePullBackOff").withMessage("no such image").endWaiting().endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
