package io.jenkins.plugins.modeldelivery.release.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster that goes on by itself: Deployments get pods, pods get ready, and each pod counts requests that it shows under
 * {@code /metrics} where the API server's proxy would.
 */
public final class LivingCluster implements AutoCloseable {
    private static final Pattern METRICS = Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/:]+):8080/proxy/metrics");
    private static final Pattern SERVED = Pattern.compile("/api/v1/namespaces/[^/]+/pods/fraud-canary-[^/:]+:8080/proxy/predict");
    private static final String READY = "True";

    private final TestCluster cluster;
    private final String token;
    private final boolean mock;
    private final Fraud fraud;
    private final Thread controllers;
    private final Map<String, long[]> counters = new ConcurrentHashMap<>();
    private final Map<String, Double> errorShares = new ConcurrentHashMap<>();
    private final AtomicInteger served = new AtomicInteger();
    private volatile ApiGate.Trouble trouble = (method, path) -> null;

    /** A cluster on this mock server, which must speak plain http, with stable running. */
    public LivingCluster(KubernetesClient mock) {
        this(new MockCluster(mock), "a-token-of-the-test", true);
    }

    /** The cluster that KUBECONFIG names, with an account that may do what the example for users grants, and no more. */
    public static LivingCluster real() {
        RealCluster real = new RealCluster();
        String token = real.token("model-delivery");
        try {
            real.grant(RbacExampleTest.EXAMPLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LivingCluster(real, token, false);
    }

    private LivingCluster(TestCluster cluster, String token, boolean mock) {
        this.cluster = cluster;
        this.token = token;
        this.mock = mock;
        fraud = new Fraud(cluster).standing();
        administrator().apps().deployments().inNamespace(namespace()).withName("fraud").edit(deployment ->
                new DeploymentBuilder(deployment)
                        .editMetadata().removeFromLabels("argocd.argoproj.io/instance").endMetadata()
                        .editSpec().editTemplate().editMetadata()
                        .addToAnnotations("prometheus.io/port", "8080")
                        .endMetadata().endTemplate().endSpec()
                        .build());
        String allowed = "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\"spec\":{},"
                + "\"status\":{\"allowed\":true}}";
        cluster.gate().troubled((method, path) -> {
            ApiGate.Answer troubled = trouble.answer(method, path);
            if (troubled != null) {
                return troubled;
            }
            Matcher pod = METRICS.matcher(path);
            if (pod.matches()) {
                return metrics(pod.group(1));
            }
            if (SERVED.matcher(path).matches() && method.equals("POST")) {
                served.incrementAndGet();
                return new ApiGate.Answer(200, "{}");
            }
            return mock && path.contains("selfsubjectaccessreviews") ? new ApiGate.Answer(201, allowed) : null;
        });
        controllers = new Thread(this::live, "controllers");
        controllers.setDaemon(true);
        live(administrator());
        controllers.start();
    }

    /** What runs at first, and what may be released. */
    public static String oldImage() {
        return Fraud.OLD;
    }

    public static String newImage() {
        return Fraud.NEW;
    }

    public String namespace() {
        return cluster.namespace();
    }

    public KubernetesClient administrator() {
        return cluster.administrator();
    }

    /** Where the cluster is asked. */
    public URI server() {
        return URI.create(cluster.gate().address());
    }

    /** The pods that are there, by name. */
    public List<String> pods() {
        return administrator().pods().inNamespace(namespace()).list().getItems().stream()
                .map(pod -> pod.getMetadata().getName()).toList();
    }

    /** A kubeconfig that leads through the gate. */
    public String kubeconfig() {
        return cluster.gate().kubeconfig(token);
    }

    /** The share of requests that pods of an image answer with an error. */
    public void errors(String image, double share) {
        errorShares.put(image, share);
    }

    /** What else happens to requests, from now on. */
    public void troubled(ApiGate.Trouble now) {
        trouble = now;
    }

    /** How many requests the canary's pods have answered under {@code /predict}. */
    public int served() {
        return served.get();
    }

    /** What was written through the gate, as in {@code POST /api/v1/…}. */
    public List<String> writes() {
        return cluster.gate().writes();
    }

    /** What else was asked through the gate than reading and reviews of access, whether it was done or not. */
    public List<String> orders() {
        return cluster.gate().orders();
    }

    public void apply(String manifest) {
        fraud.apply(manifest);
    }

    /** Lets somebody hold the lock of the workload; the empty string for nobody. */
    public void hold(String holder) {
        administrator().leases().inNamespace(namespace()).withName("model-delivery-deployment-fraud").edit(lease -> {
            LeaseSpec spec = new LeaseSpec();
            if (!holder.isEmpty()) {
                spec.setHolderIdentity(holder);
                spec.setLeaseDurationSeconds(600);
                spec.setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
            }
            return new LeaseBuilder(lease).withSpec(spec).build();
        });
    }

    /** The Deployment's image; null when there is none of that name. */
    public String image(String deployment) {
        Deployment found = fraud.deploymentNamed(deployment);
        return found == null ? null : found.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }

    private ApiGate.Answer metrics(String pod) {
        Pod found = administrator().pods().inNamespace(namespace()).withName(pod).get();
        if (found == null) {
            return ApiGate.Answer.failure(404, "no such pod");
        }
        double share = errorShares.getOrDefault(found.getSpec().getContainers().get(0).getImage(), 0.0);
        long[] counted = counters.computeIfAbsent(pod, name -> new long[2]);
        synchronized (counted) {
            counted[0] += 40;
            counted[1] += Math.round(40 * share);
            return new ApiGate.Answer(200, "http_requests_total{code=\"200\"} " + (counted[0] - counted[1])
                    + "\nhttp_requests_total{code=\"500\"} " + counted[1] + "\n");
        }
    }

    private void live() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                live(administrator());
                Thread.sleep(20);
            } catch (KubernetesClientException | IllegalStateException e) {
                // Somebody else changed it meanwhile, or the test is over.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void live(KubernetesClient client) {
        if (mock) {
            makePods(client);
        }
        cluster.settle();
    }

    private void makePods(KubernetesClient client) {
        Set<String> wanted = new HashSet<>();
        for (Deployment deployment : client.apps().deployments().inNamespace(namespace()).list().getItems()) {
            String release = DeploymentObjects.release(deployment.getSpec().getTemplate());
            String suffix = "-" + Integer.toHexString(release.hashCode()) + "-";
            for (int i = 0; i < deployment.getSpec().getReplicas(); i++) {
                String name = deployment.getMetadata().getName() + suffix + i;
                wanted.add(name);
                if (client.pods().inNamespace(namespace()).withName(name).get() == null) {
                    client.resource(pod(deployment, name)).create();
                }
            }
        }
        for (Pod pod : client.pods().inNamespace(namespace()).list().getItems()) {
            if (!wanted.contains(pod.getMetadata().getName())) {
                client.resource(pod).delete();
            }
        }
    }

    private Pod pod(Deployment deployment, String name) {
        boolean broken = deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage().contains(TestCluster.BROKEN);
        Pod pod = new PodBuilder()
                .withMetadata(deployment.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withName(name)
                .withNamespace(namespace())
                .withOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("apps/v1").withKind("ReplicaSet").withName("x").withUid("y").build()))
                .endMetadata()
                .withSpec(deployment.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition().withType("Ready").withStatus(broken ? "False" : READY).endCondition()
                .endStatus()
                .build();
        return pod;
    }

    @Override
    public void close() {
        controllers.interrupt();
        try {
            controllers.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cluster.close();
    }
}
