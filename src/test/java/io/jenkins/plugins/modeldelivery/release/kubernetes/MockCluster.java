package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
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
            PodTemplateSpec template = deployment.getSpec().getTemplate();
            int replicas = deployment.getSpec().getReplicas();
            boolean broken = isBroken(template) && replicas > 0;
            if (broken) {
                administrator.resource(brokenPod(deployment, template)).createOr(existing -> existing.update());
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
            if (partition < replicas && isBroken(set.getSpec().getTemplate())) {
                administrator.resource(brokenPod(set)).createOr(existing -> existing.update());
            }
            // Broken pods stay until somebody deletes them, as a StatefulSet's do that replaces its pods in order.
            int broken = administrator.pods().inNamespace(namespace()).withLabels(set.getSpec().getSelector().getMatchLabels())
                    .list().getItems().size();
            set.setStatus(new StatefulSetStatusBuilder()
                    .withObservedGeneration(set.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withReadyReplicas(replicas - broken)
                    .withUpdatedReplicas(replicas - partition)
                    .withCurrentRevision("old")
                    .withUpdateRevision(partition == 0 && !isBroken(set.getSpec().getTemplate()) ? "old" : "new")
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

    private static boolean isBroken(PodTemplateSpec template) {
        return template.getSpec().getContainers().get(0).getImage().contains(BROKEN);
    }

    private static Pod brokenPod(StatefulSet set) {
        return new PodBuilder(brokenPod(set, set.getSpec().getTemplate()))
                .editMetadata()
                .addToLabels("controller-revision-hash", "new")
                .endMetadata()
                .build();
    }

    private static Pod brokenPod(HasMetadata owner, PodTemplateSpec template) {
        return new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withName(owner.getMetadata().getName() + "-1")
                .withNamespace(owner.getMetadata().getNamespace())
                .endMetadata()
                .withSpec(template.getSpec())
                .withNewStatus()
                .addNewContainerStatus()
                .withName("server")
                .withNewState().withNewWaiting().withReason("ImagePullBackOff").withMessage("no such image").endWaiting().endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
