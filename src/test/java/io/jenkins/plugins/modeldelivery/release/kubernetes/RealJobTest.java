package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.kubernetes.JobSpec;
import io.jenkins.plugins.modeldelivery.kubernetes.JobState;
import io.jenkins.plugins.modeldelivery.kubernetes.RunningJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A Job on the API server and controllers that KUBECONFIG names; its pod is played. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "KUBECONFIG names no cluster")
class RealJobTest {
    @Test
    void comesUpAndIsGoneWithItsPodWhenItIsClosed() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            JobSpec spec = new JobSpec(
                    cluster.namespace(), "bench", "registry.example/bench:1", List.of("run"), List.of(), new byte[0], Map.of("RATE", "10"), 1,
                    Map.of("pool", "gpu"), 8080, "/ready", Duration.ofMinutes(5));
            try (RunningJob job = RunningJob.start(cluster.connection(), spec)) {
                JobState state = job.state();
                for (int look = 0; look < 100 && state.phase() == JobState.Phase.WAITING; look++) {
                    cluster.settle();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                    state = job.state();
                }
                assertThat(state.phase()).as(state.reason()).isEqualTo(JobState.Phase.RUNNING);
            }
            assertEventually(cluster, () -> cluster.administrator().batch().v1().jobs().inNamespace(cluster.namespace())
                    .list().getItems().isEmpty());
            assertEventually(cluster, () -> cluster.administrator().pods().inNamespace(cluster.namespace())
                    .list().getItems().isEmpty());
        }
    }

    private static void assertEventually(RealCluster cluster, BooleanSupplier condition) {
        for (int look = 0; look < 100 && !condition.getAsBoolean(); look++) {
            cluster.settle();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
