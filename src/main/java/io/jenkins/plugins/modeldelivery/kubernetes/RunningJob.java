package io.jenkins.plugins.modeldelivery.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.jenkins.plugins.modeldelivery.kubernetes.Permissions.Needed;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A Job that was started here. Closing it ends and removes it with its pod, also while the work is being cancelled; if
 * nobody comes to close it, the cluster ends it at its deadline and removes it an hour later.
 */
public final class RunningJob implements AutoCloseable {
    private static final String CONTAINER = "main";
    private static final String GPU = "nvidia.com/gpu";
    /** Name of the volume and of the Secret's one entry, which becomes the file {@link JobSpec#INPUT}. */
    private static final String INPUT = "input";

    private static final int KEPT_SECONDS = 3600;
    private static final int PROBE_SECONDS = 2;
    private static final int PROBES = 3;

    private final ClusterConnection connection;
    private final String namespace;
    private final String name;
    private final boolean serves;
    private final LogLines lines = new LogLines();

    private RunningJob(ClusterConnection connection, String namespace, String name, boolean serves) {
        this.connection = connection;
        this.namespace = namespace;
        this.name = name;
        this.serves = serves;
    }

    /** Every verb that a Job needs. */
    public static List<Needed> needed() {
        List<Needed> needed = new ArrayList<>(Needed.of("batch", "jobs", "create", "get", "delete"));
        needed.addAll(Needed.of("", "pods", "list"));
        needed.addAll(Needed.of("", "pods/log", "get"));
        needed.addAll(Needed.of("", "secrets", "create"));
        return needed;
    }

    /**
     * Starts a Job; nothing waits for it to come up.
     *
     * @throws InvalidInputException if the API server refuses it
     * @throws SurroundingsException if the API server does not answer, or the quota is full
     */
    public static RunningJob start(ClusterConnection connection, JobSpec spec) throws InterruptedException {
        String name = spec.name() + "-" + UUID.randomUUID().toString().substring(0, 8);
        Job job = job(spec, name);
        RunningJob running = new RunningJob(connection, spec.namespace(), name, spec.port() > 0);
        try {
            Job made = connection.ask("create job " + running.label(), () -> connection.client().resource(job).create());
            if (spec.input().length > 0) {
                connection.ask("create secret " + running.label(), () -> connection.client().resource(secret(spec, made)).create());
            }
        } catch (SurroundingsException | InvalidInputException | InterruptedException e) {
            // Its answer may be lost while the Job is there.
            running.closeQuietly();
            throw e;
        }
        return running;
    }

    /** Name of the Job in its namespace. */
    public String name() {
        return name;
    }

    /** How far it is now. */
    public JobState state() throws InterruptedException {
        Job job = connection.ask("get job " + label(), () -> connection.client().batch().v1().jobs()
                .inNamespace(namespace).withName(name).get());
        if (job == null) {
            return new JobState(JobState.Phase.FAILED, "job " + label() + " is gone; somebody deleted it", "");
        }
        Optional<JobCondition> end = job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream().filter(RunningJob::isEnd).findFirst();
        Pod pod = pod();
        String address = pod == null || pod.getStatus() == null || pod.getStatus().getPodIP() == null ? "" : pod.getStatus().getPodIP();
        if (end.isPresent()) {
            boolean good = end.get().getType().equals("Complete");
            String reason = good ? "" : "job " + label() + ": " + end.get().getReason() + " (" + end.get().getMessage() + ")";
            return new JobState(good ? JobState.Phase.SUCCEEDED : JobState.Phase.FAILED, reason, address);
        }
        if (pod == null) {
            return new JobState(JobState.Phase.WAITING, "job " + label() + " has no pod yet", "");
        }
        Optional<String> death = PodTroubles.death(pod);
        if (death.isPresent()) {
            return new JobState(JobState.Phase.FAILED, death.get(), address);
        }
        return isUp(pod)
                ? new JobState(JobState.Phase.RUNNING, "", address)
                : new JobState(JobState.Phase.WAITING, PodTroubles.delay(pod).orElse("its pod is starting"), address);
    }

    /** The lines that it has printed since the last call; none while its container has not started. */
    public List<String> newLines() throws InterruptedException {
        Pod pod = pod();
        if (pod == null || pod.getStatus() == null || !hasStarted(pod)) {
            return List.of();
        }
        String text = connection.ask("read the log of pod " + namespace + "/" + pod.getMetadata().getName(), () -> {
            var container = connection.client().pods().inNamespace(namespace).withName(pod.getMetadata().getName())
                    .inContainer(CONTAINER).usingTimestamps();
            return lines.since().isEmpty() ? container.getLog() : container.sinceTime(lines.since()).getLog();
        });
        return lines.take(text == null ? "" : text);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            connection.ask("delete job " + label(), () -> connection.client().batch().v1().jobs().inNamespace(namespace)
                    .withName(name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (SurroundingsException | InvalidInputException e) {
            // The deadline ends it; what failed first is what the caller is told.
        }
    }

    private Pod pod() throws InterruptedException {
        List<Pod> pods = connection.ask("list pods in " + namespace, () -> connection.client().pods()
                .inNamespace(namespace).withLabel("job-name", name).list().getItems());
        return pods.isEmpty() ? null : pods.get(0);
    }

    private boolean isUp(Pod pod) {
        boolean runs = pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
        return runs && (!serves || PodTroubles.isReady(pod));
    }

    private static boolean hasStarted(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .anyMatch(status -> status.getState() != null
                        && (status.getState().getRunning() != null || status.getState().getTerminated() != null));
    }

    private static boolean isEnd(JobCondition condition) {
        return condition.getStatus().equals("True")
                && (condition.getType().equals("Complete") || condition.getType().equals("Failed"));
    }

    private static Job job(JobSpec spec, String name) {
        List<EnvVar> environment = spec.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
                .toList();
        Map<String, Quantity> limits =
                spec.gpus() == 0 ? Map.of() : Map.of(GPU, new Quantity(Integer.toString(spec.gpus())));
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(spec.namespace())
                .addToLabels("app.kubernetes.io/managed-by", "model-delivery")
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(Math.max(1, spec.deadline().toSeconds()))
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app.kubernetes.io/managed-by", "model-delivery")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withNodeSelector(spec.nodeSelector())
                .withVolumes(volumes(spec, name))
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(spec.image())
                .withCommand(spec.command())
                .withArgs(spec.arguments())
                .withVolumeMounts(mounts(spec))
                .withEnv(environment)
                .withNewResources()
                .withLimits(limits)
                .endResources()
                .withReadinessProbe(spec.port() == 0 ? null : probe(spec))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static List<Volume> volumes(JobSpec spec, String name) {
        return spec.input().length == 0
                ? List.of()
                : List.of(new VolumeBuilder().withName(INPUT).withNewSecret().withSecretName(name).endSecret().build());
    }

    private static List<VolumeMount> mounts(JobSpec spec) {
        Path file = Path.of(JobSpec.INPUT);
        return spec.input().length == 0
                ? List.of()
                : List.of(new VolumeMountBuilder().withName(INPUT).withMountPath(file.getParent().toString()).withReadOnly(true).build());
    }

    /** Owned by the Job, so that the cluster removes it with the Job whoever removes that. */
    private static Secret secret(JobSpec spec, Job owner) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(owner.getMetadata().getName())
                .withNamespace(spec.namespace())
                .addToLabels("app.kubernetes.io/managed-by", "model-delivery")
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .addToData(INPUT, Base64.getEncoder().encodeToString(spec.input()))
                .build();
    }

    private static Probe probe(JobSpec spec) {
        ProbeBuilder probe = new ProbeBuilder().withPeriodSeconds(PROBE_SECONDS).withFailureThreshold(PROBES);
        return spec.readyPath().isEmpty()
                ? probe.withNewTcpSocket().withNewPort(spec.port()).endTcpSocket().build()
                : probe.withNewHttpGet().withPath(spec.readyPath()).withNewPort(spec.port()).endHttpGet().build();
    }

    private String label() {
        return namespace + "/" + name;
    }
}
