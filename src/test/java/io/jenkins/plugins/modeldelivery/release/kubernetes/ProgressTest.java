package io.jenkins.plugins.modeldelivery.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.modeldelivery.release.Readiness;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version that does not come up says why, and whether waiting helps. */
class ProgressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{type: ReplicaFailure, status: 'True', reason: FailedCreate, message: exceeded quota} | FAILED  | FailedCreate (exceeded quota)",
        "{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: late} | FAILED  | ProgressDeadlineExceeded (late)",
        "{type: Progressing, status: 'True', reason: ReplicaSetUpdated, message: fine}         | WAITING | 1 of 2 pods are ready",
    })
    void conditionsOfTheDeploymentAreRead(String condition, Readiness.State state, String reason) {
        Readiness readiness = Progress.of(deployment("conditions: [" + condition + "]"), List.of());
        assertThat(readiness.state()).isEqualTo(state);
        assertThat(readiness.reason()).isEqualTo("deployment fraud: " + reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff, message: back-off}}}] | FAILED  | pod p: CrashLoopBackOff (back-off)",
        "initContainerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]                | FAILED  | pod p: ImagePullBackOff",
        "containerStatuses: [{state: {waiting: {reason: ErrImagePull}}}]                        | WAITING | 1 of 2 pods are ready; pod p: ErrImagePull",
        "containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]                   | WAITING | 1 of 2 pods are ready; pod p: ContainerCreating",
        "conditions: [{type: Ready, status: 'False', message: 'unready: [server]'}]             | WAITING | 1 of 2 pods are ready; pod p: unready: [server]",
        "conditions: [{type: PodScheduled, status: 'False', message: 0/3 nodes}]                | WAITING | 1 of 2 pods are ready; pod p: no node takes it (0/3 nodes)",
    })
    void statesOfThePodsAreRead(String status, Readiness.State state, String reason) {
        Pod pod = Serialization.unmarshal(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nstatus: {" + status + "}", Pod.class);
        Readiness readiness = Progress.of(deployment("conditions: []"), List.of(pod));
        assertThat(readiness.state()).isEqualTo(state);
        assertThat(readiness.reason()).isEqualTo("deployment fraud: " + reason);
    }

    @ParameterizedTest
    @CsvSource({"10:00:00, 10:01:00, WAITING", "10:00:00, 10:10:01, FAILED", "10:05:00, 10:10:01, WAITING", "10:05:00, 10:15:01, FAILED"})
    void aPodThatHasNotChangedForTheDeadlineHasFailed(String unready, String now, Readiness.State state) {
        Pod pod = Serialization.unmarshal("apiVersion: v1\nkind: Pod\nmetadata: {name: p, creationTimestamp: '2026-01-01T10:00:00Z'}\n"
                + "status: {conditions: [{type: Ready, status: 'False', message: no, lastTransitionTime: '2026-01-01T" + unready + "Z'}]}",
                Pod.class);
        Readiness readiness = Progress.of(deployment("conditions: []"), List.of(pod), Instant.parse("2026-01-01T" + now + "Z"));
        assertThat(readiness.state()).isEqualTo(state);
        assertThat(readiness.reason()).startsWith("deployment fraud: 1 of 2 pods are ready; pod p: no")
                .satisfies(reason -> assertThat(reason.contains("progressDeadlineSeconds")).isEqualTo(readiness.hasFailed()));
    }

    @Test
    void whatTheClusterHasNotSeenYetIsAwaited() {
        Deployment old = deployment("readyReplicas: 2, updatedReplicas: 2, availableReplicas: 2");
        old.getMetadata().setGeneration(2L);
        assertThat(Progress.of(old, List.of()).reason()).isEqualTo("deployment fraud: the cluster has not taken it up yet");
    }

    private static Deployment deployment(String status) {
        String ready = status.contains("readyReplicas") ? "" : "readyReplicas: 1, ";
        return Serialization.unmarshal("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: fraud, generation: 1}\n"
                + "spec: {replicas: 2}\nstatus: {observedGeneration: 1, replicas: 2, " + ready + status + "}", Deployment.class);
    }
}
