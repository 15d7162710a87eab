package io.jenkins.plugins.modeldelivery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work in a cluster says how far it is, shows what it prints, and is gone afterwards whatever happens. */
@EnableKubernetesMockClient(crud = true, https = false)
class RunningJobTest {
    private static final JobSpec SPEC = new JobSpec(
            "ml", "bench", "registry.example/bench:1", List.of("run"), List.of(), new byte[0], Map.of("RATE", "10"), 2, Map.of("pool", "gpu"), 8080, "/ready",
            Duration.ofMinutes(5));

    KubernetesClient client;
    private ApiGate gate;
    private ClusterConnection connection;

    @BeforeEach
    void open() throws Exception {
        gate = new ApiGate(client.getMasterUrl().toURI(), null);
        connection = new ClusterConnection(gate.client("ml"));
    }

    @AfterEach
    void close() {
        connection.close();
        gate.close();
    }

    @Test
    void asksForWhatItNeedsAndEndsByItself() throws Exception {
        try (RunningJob job = RunningJob.start(connection, SPEC)) {
            Job made = made(job);
            assertThat(made.getSpec().getActiveDeadlineSeconds()).isEqualTo(300);
            assertThat(made.getSpec().getTtlSecondsAfterFinished()).isPositive();
            assertThat(made.getSpec().getBackoffLimit()).isZero();
            var pods = made.getSpec().getTemplate().getSpec();
            assertThat(pods.getContainers().get(0).getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("2"));
            assertThat(pods.getNodeSelector()).isEqualTo(Map.of("pool", "gpu"));
            assertThat(pods.getAutomountServiceAccountToken()).isFalse();
            assertThat(pods.getContainers().get(0).getReadinessProbe().getHttpGet().getPath()).isEqualTo("/ready");
        }
        assertThat(client.batch().v1().jobs().inNamespace("ml").list().getItems()).isEmpty();
    }

    @Test
    void goesThroughItsStates() throws Exception {
        try (RunningJob job = RunningJob.start(connection, SPEC)) {
            assertThat(job.state()).isEqualTo(new JobState(JobState.Phase.WAITING, "job ml/" + job.name() + " has no pod yet", ""));
            pod(job, "phase: Pending\nconditions: [{type: PodScheduled, status: 'False', message: 0/3 nodes}]");
            assertThat(job.state().reason()).isEqualTo("pod p: no node takes it (0/3 nodes)");
            pod(job, "phase: Running\npodIP: 10.0.0.7\nconditions: [{type: Ready, status: 'False'}]");
            assertThat(job.state().phase()).isEqualTo(JobState.Phase.WAITING);
            pod(job, "phase: Running\npodIP: 10.0.0.7\nconditions: [{type: Ready, status: 'True'}]");
            assertThat(job.state()).isEqualTo(new JobState(JobState.Phase.RUNNING, "", "10.0.0.7"));
            condition(job, "Failed", "DeadlineExceeded");
            assertThat(job.state().phase()).isEqualTo(JobState.Phase.FAILED);
            assertThat(job.state().reason()).contains("DeadlineExceeded");
        }
    }

    @Test
    void anImageThatCannotBePulledAndAJobThatIsDeletedHaveFailed() throws Exception {
        try (RunningJob job = RunningJob.start(connection, SPEC)) {
            pod(job, "phase: Pending\ncontainerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]");
            assertThat(job.state()).isEqualTo(new JobState(JobState.Phase.FAILED, "pod p: ImagePullBackOff", ""));
            client.batch().v1().jobs().inNamespace("ml").delete();
            assertThat(job.state().reason()).endsWith("is gone; somebody deleted it");
        }
    }

    @Test
    void showsEachLineOnceThoughAnswersOverlap() throws Exception {
        String[] log = {"2026-01-01T00:00:00.1Z one\n2026-01-01T00:00:00.2Z two\n"};
        gate.troubled((method, path) -> path.endsWith("/log") ? new ApiGate.Answer(200, log[0]) : null);
        try (RunningJob job = RunningJob.start(connection, SPEC)) {
            assertThat(job.newLines()).isEmpty();
            pod(job, "phase: Running\ncontainerStatuses: [{state: {running: {startedAt: '2026-01-01T00:00:00Z'}}}]");
            assertThat(job.newLines()).containsExactly("one", "two");
            log[0] += "2026-01-01T00:00:00.2Z too\n2026-01-01T00:00:00.3Z three\n";
            assertThat(job.newLines()).containsExactly("too", "three");
            assertThat(job.newLines()).isEmpty();
        }
    }

    @Test
    void isTakenAwayWhenOnlyTheAnswerToItsCreationWasLost() {
        gate.troubled((method, path) -> method.equals("POST") ? ApiGate.Answer.LOST : null);
        assertThatThrownBy(() -> RunningJob.start(connection, SPEC)).isInstanceOf(SurroundingsException.class);
        assertThat(client.batch().v1().jobs().inNamespace("ml").list().getItems()).isEmpty();
    }

    @Test
    void isTakenAwayWhenTheWorkIsCancelled() throws Exception {
        RunningJob job = RunningJob.start(connection, SPEC);
        Thread.currentThread().interrupt();
        job.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(client.batch().v1().jobs().inNamespace("ml").list().getItems()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new JobSpec("ml", "Bench", "i", List.of(), List.of(), new byte[0], Map.of(), 0, Map.of(), 0, "", Duration.ofSeconds(1)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("is no name of a Job");
        assertThatThrownBy(() -> new JobSpec("ml", "b", " ", List.of(), List.of(), new byte[0], Map.of(), 0, Map.of(), 0, "", Duration.ofSeconds(1)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("image is missing");
    }

    private Job made(RunningJob job) {
        return client.batch().v1().jobs().inNamespace("ml").withName(job.name()).get();
    }

    private void pod(RunningJob job, String status) {
        Pod pod = Serialization.unmarshal("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ml}\nstatus:\n"
                + status.indent(2), Pod.class);
        client.resource(new PodBuilder(pod).editMetadata().addToLabels("job-name", job.name()).endMetadata().build())
                .createOr(existing -> existing.update());
    }

    private void condition(RunningJob job, String type, String reason) {
        client.resource(new JobBuilder(made(job)).withNewStatus()
                .addNewCondition().withType(type).withStatus("True").withReason(reason).withMessage("late").endCondition()
                .endStatus().build()).updateStatus();
    }
}
