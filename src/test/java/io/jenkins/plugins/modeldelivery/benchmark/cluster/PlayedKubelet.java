package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the pods of Jobs as a kubelet would, in this process: each image is a piece of Java. It writes the pods' states and
 * answers for their logs.
 */
final class PlayedKubelet implements AutoCloseable {
    private static final Pattern LOG = Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/]+)/log");

    /** What an image does; it is interrupted when its pod is taken away. */
    interface Container {
        /** Runs and returns the exit status. */
        int run(PrintStream log, Job job, byte[] input) throws Exception;
    }

    private final KubernetesClient administrator;
    private final String namespace;
    private final boolean controllers;
    private final Map<String, Container> images;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final Map<String, Integer> ended = new ConcurrentHashMap<>();
    private final Map<String, ByteArrayOutputStream> logs = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::live, "kubelet");
    private volatile boolean closed;

    /**
     * Begins.
     *
     * @param controllers whether the cluster makes pods of Jobs and sees their ends; else that is played too
     * @param images by name
     */
    PlayedKubelet(KubernetesClient administrator, String namespace, boolean controllers, Map<String, Container> images) {
        this.administrator = administrator;
        this.namespace = namespace;
        this.controllers = controllers;
        this.images = images;
        thread.setDaemon(true);
        thread.start();
    }

    /** The log of a pod where that is asked for; else null. */
    ApiGate.Answer log(String path) {
        Matcher matcher = LOG.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        ByteArrayOutputStream log = logs.get(matcher.group(1));
        return new ApiGate.Answer(200, log == null ? "" : log.toString(StandardCharsets.UTF_8));
    }

    private void live() {
        while (!closed) {
            try {
                List<Job> jobs = administrator.batch().v1().jobs().inNamespace(namespace).list().getItems();
                for (Job job : jobs) {
                    live(job);
                }
                running.forEach((name, container) -> {
                    if (jobs.stream().noneMatch(job -> job.getMetadata().getName().equals(name))) {
                        container.interrupt();
                    }
                });
                administrator.pods().inNamespace(namespace).list().getItems().stream()
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() != null)
                        .forEach(pod -> administrator.resource(pod).withGracePeriod(0).delete());
                Thread.sleep(20);
            } catch (KubernetesClientException e) {
                // A controller was faster; the next round sees things as they are.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void live(Job job) {
        String name = job.getMetadata().getName();
        Pod pod = pod(name);
        if (pod == null && !controllers && job.getMetadata().getDeletionTimestamp() == null) {
            pod = administrator.resource(new PodBuilder()
                            .withNewMetadata().withName(name + "-x").withNamespace(namespace).addToLabels("job-name", name).endMetadata()
                            .withSpec(job.getSpec().getTemplate().getSpec())
                            .build())
                    .create();
        }
        if (pod == null) {
            return;
        }
        boolean phaseKnown = pod.getStatus() != null && !"Pending".equals(pod.getStatus().getPhase()) && pod.getStatus().getPhase() != null;
        if (!running.containsKey(name)) {
            start(job, pod);
        } else if (!ended.containsKey(name) && !isReady(pod) && answers(job)) {
            report(pod, "Running", true, 0);
        } else if (ended.containsKey(name) && phaseKnown && "Running".equals(pod.getStatus().getPhase())) {
            report(pod, ended.get(name) == 0 ? "Succeeded" : "Failed", false, ended.get(name));
            if (!controllers) {
                administrator.resource(new JobBuilder(job).withNewStatus()
                        .addNewCondition().withType(ended.get(name) == 0 ? "Complete" : "Failed").withStatus("True")
                        .withReason("BackoffLimitExceeded").withMessage("Job has reached the specified backoff limit").endCondition()
                        .endStatus().build()).updateStatus();
            }
        }
    }

    private void start(Job job, Pod pod) {
        String name = job.getMetadata().getName();
        byte[] input = new byte[0];
        if (!job.getSpec().getTemplate().getSpec().getVolumes().isEmpty()) {
            String secret = job.getSpec().getTemplate().getSpec().getVolumes().get(0).getSecret().getSecretName();
            Secret found = administrator.secrets().inNamespace(namespace).withName(secret).get();
            if (found == null) {
                return;
            }
            input = Base64.getDecoder().decode(found.getData().get("input"));
        }
        report(pod, "Running", false, 0);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        logs.put(pod.getMetadata().getName(), log);
        Container container = images.get(job.getSpec().getTemplate().getSpec().getContainers().get(0).getImage());
        byte[] given = input;
        Thread runner = new Thread(() -> ended.put(name, run(container, job, given, log)), "container");
        runner.setDaemon(true);
        running.put(name, runner);
        runner.start();
    }

    private static int run(Container container, Job job, byte[] input, ByteArrayOutputStream log) {
        PrintStream lines = new PrintStream(log, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(Instant.now() + " " + line);
            }
        };
        try {
            return container.run(lines, job, input);
        } catch (Exception e) {
            lines.println(e.toString());
            return 137;
        }
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    }

    /** Whether the readiness probe succeeds; what has none is ready at once. */
    private static boolean answers(Job job) {
        Probe probe = job.getSpec().getTemplate().getSpec().getContainers().get(0).getReadinessProbe();
        if (probe == null) {
            return true;
        }
        try {
            if (probe.getTcpSocket() != null) {
                new Socket("127.0.0.1", probe.getTcpSocket().getPort().getIntVal()).close();
                return true;
            }
            URL url = new URL("http://127.0.0.1:" + probe.getHttpGet().getPort().getIntVal() + probe.getHttpGet().getPath());
            return ((HttpURLConnection) url.openConnection()).getResponseCode() < 400;
        } catch (IOException e) {
            return false;
        }
    }

    private void report(Pod pod, String phase, boolean ready, int status) {
        boolean runs = phase.equals("Running");
        String now = Instant.now().toString();
        ContainerStatusBuilder container = new ContainerStatusBuilder()
                .withName("main").withImage("image").withImageID("").withRestartCount(0).withReady(ready).withStarted(runs);
        administrator.resource(new PodBuilder(pod).withNewStatus()
                .withPhase(phase).withPodIP("127.0.0.1").addNewPodIP("127.0.0.1")
                .addNewCondition().withType("Ready").withStatus(ready ? "True" : "False").withLastTransitionTime(now).endCondition()
                .withContainerStatuses(runs
                        ? container.withNewState().withNewRunning().withStartedAt(now).endRunning().endState().build()
                        : container.withNewState().withNewTerminated().withExitCode(status).withFinishedAt(now).endTerminated()
                                .endState().build())
                .endStatus().build()).updateStatus();
    }

    private Pod pod(String job) {
        return administrator.pods().inNamespace(namespace).withLabel("job-name", job).list().getItems().stream()
                .findFirst()
                .orElse(null);
    }

    /** Whether every container has ended. */
    boolean isIdle() {
        return running.values().stream().noneMatch(Thread::isAlive);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        running.values().forEach(Thread::interrupt);
    }
}
