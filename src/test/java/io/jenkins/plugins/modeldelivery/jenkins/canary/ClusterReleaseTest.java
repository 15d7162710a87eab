package io.jenkins.plugins.modeldelivery.jenkins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.modeldelivery.jenkins.Forms;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.ModelDeliveryConfiguration;
import io.jenkins.plugins.modeldelivery.jenkins.configuration.NamedCluster;
import io.jenkins.plugins.modeldelivery.jenkins.operation.Waiting;
import io.jenkins.plugins.modeldelivery.jenkins.page.VerdictAction;
import io.jenkins.plugins.modeldelivery.jenkins.rollback.RollbackOnAlertBuilder;
import io.jenkins.plugins.modeldelivery.jenkins.rollback.RollbackOnAlertStep;
import io.jenkins.plugins.modeldelivery.release.kubernetes.LivingCluster;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** canaryDeploy in a real Jenkins on a mock cluster, by a stored kubeconfig and by the cluster's configured name. */
@WithJenkins
@EnableKubernetesMockClient(crud = true, https = false)
final class ClusterReleaseTest {
    private static final String SETTINGS = "apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: fraud-config-v2}\\ndata: {a: b}\\n";

    KubernetesClient client;
    private LivingCluster cluster;
    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cluster = new LivingCluster(client);
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "robot", "", Secret.fromString(cluster.kubeconfig())));
        ModelDeliveryConfiguration.get().setDestinations(List.of("127.0.0.1"));
        ModelDeliveryConfiguration.get().setClusters(List.of(new NamedCluster("prod", "robot")));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aGoodCanaryIsPromotedByTheKubeconfigThatIsStored() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("kubeconfig: 'robot', manifests: ['" + SETTINGS + "']"));
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.newImage());
        assertThat(cluster.image("fraud-canary")).isNull();
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("model-delivery/releases/robot/ml/deployment.fraud.jsonl"))
                .content().contains("PROMOTED", "fraud-config-v1").doesNotContain("s3cr3t", "czNjcjN0");
        assertThat(cluster.administrator().configMaps().inNamespace("ml").withName("fraud-config-v2").get()).isNotNull();
        jenkins.assertLogNotContains("a-token-of-the-test", build);
    }

    @Test
    void aBadCanaryIsRolledBackInTheClusterThatIsNamed() throws Exception {
        cluster.errors(LivingCluster.newImage(), 0.5);
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job("cluster: 'prod'"));
        assertThat(build.getAction(VerdictAction.class).getVerdict()).isEqualTo("FAIL");
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.oldImage());
        assertThat(cluster.image("fraud-canary")).isNull();
    }

    @Test
    void anAbortLeavesNothingInTheCluster() throws Exception {
        WorkflowRun build = job("cluster: 'prod', minRequests: 100000000").scheduleBuild2(0).waitForStart();
        Waiting.until("the canary runs", () -> cluster.image("fraud-canary") != null);
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(cluster.image("fraud-canary")).isNull();
        assertThat(cluster.image("fraud")).isEqualTo(LivingCluster.oldImage());
    }

    @Test
    void theFormsKeepWhatIsSaidOfACluster() throws Exception {
        CanaryDeployStep step = new CanaryDeployStep("deployment/fraud");
        step.setNamespace("ml");
        step.setKubeconfig("robot");
        step.setContext("test");
        step.setContainer("server");
        step.setManifests(List.of("a.yaml", "b.yaml"));
        step.setMetrics("pods:");
        step.setCapacity("swap");
        step.setMinStable(2);
        jenkins.assertEqualBeans(
                step, Forms.roundTrip(jenkins, CanaryDeployBuilder.class, new CanaryDeployBuilder(step)).get(0).getStep(),
                "workload,namespace,kubeconfig,context,container,manifests,metrics,capacity,minStable");
        RollbackOnAlertStep watch = new RollbackOnAlertStep("deployment/fraud");
        watch.setNamespace("ml");
        watch.setCluster("prod");
        jenkins.assertEqualBeans(
                watch, Forms.roundTrip(jenkins, RollbackOnAlertBuilder.class, new RollbackOnAlertBuilder(watch)).get(0).getStep(),
                "workload,namespace,cluster,kubeconfig,context");
    }

    private WorkflowJob job(String options) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                "canaryDeploy workload: 'deployment/fraud', namespace: 'ml', image: '" + LivingCluster.newImage()
                        + "', steps: [25, 50], metrics: 'pods:', interval: '200ms', "
                        + (options.contains("minRequests") ? "" : "minRequests: 100, ") + options,
                true));
        return job;
    }
}
