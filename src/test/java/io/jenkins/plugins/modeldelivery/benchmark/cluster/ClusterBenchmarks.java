package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.benchmark.ScriptedServer;
import io.jenkins.plugins.modeldelivery.cli.CommandLines;
import io.jenkins.plugins.modeldelivery.kubernetes.ApiGate;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server and load as Jobs: the load generator's image is the real command line, run by a played kubelet. */
@Timeout(120)
abstract class ClusterBenchmarks {
    private static final String SECRET = "s3cret-of-the-server";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, PlayedKubelet.Container> images = new ConcurrentHashMap<>();
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();
    private final List<Job> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<LoadBundle> given = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger pages = new AtomicInteger();
    private PlayedKubelet kubelet;
    private int port;

    @TempDir
    private Path workspace;

    /** May do everything. */
    abstract KubernetesClient administrator();

    abstract String namespace();

    abstract ApiGate gate();

    /** The bearer token of whoever runs the benchmark. */
    abstract String token();

    /** Whether the cluster has controllers of its own. */
    abstract boolean hasControllers();

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        images.put("server:1", this::serve);
        images.put("cli:1", this::generate);
        kubelet = new PlayedKubelet(administrator(), namespace(), hasControllers(), images);
        String allowed = "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\"spec\":{},"
                + "\"status\":{\"allowed\":true}}";
        gate().troubled((method, path) -> path.contains("selfsubjectaccessreviews") && !hasControllers()
                ? new ApiGate.Answer(201, allowed)
                : kubelet.log(path));
        Files.writeString(workspace.resolve("requests.jsonl"), "{\"inputs\":[]}\n");
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        awaitGone();
        assertThat(administrator().batch().v1().jobs().inNamespace(namespace()).list().getItems()).isEmpty();
        assertThat(kubelet.isIdle()).as("containers have ended").isTrue();
        if (hasControllers()) {
            assertThat(secrets()).as("secrets of Jobs").isEmpty();
            assertThat(administrator().pods().inNamespace(namespace()).list().getItems()).isEmpty();
        }
        kubelet.close();
    }

    private void awaitGone() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!isGone() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    private boolean isGone() {
        return administrator().batch().v1().jobs().inNamespace(namespace()).list().getItems().isEmpty()
                && kubelet.isIdle()
                && (!hasControllers() || secrets().isEmpty()
                        && administrator().pods().inNamespace(namespace()).list().getItems().isEmpty());
    }

    private List<Secret> secrets() {
        return administrator().secrets().inNamespace(namespace()).withLabel("app.kubernetes.io/managed-by", "model-delivery")
                .list().getItems();
    }

    @Test
    void serverAndLoadRunAsJobsAndTheReportComesBack() throws Exception {
        Map<String, Object> arguments = Map.of(
                "protocol", "v2", "model", "m", "data", "requests.jsonl", "scenario", "constant", "rate", "300", "generators", "2",
                "credentialsId", "token", "gates", List.of("p99 <= 10s", "error_rate <= 5%"));
        Report report = run(arguments);
        for (int again = 0; again < 4 && report.verdict() == Verdict.INCONCLUSIVE; again++) {
            // A machine that is busy elsewhere makes a point invalid, in a cluster as well.
            awaitGone();
            report = run(arguments);
        }
        assertThat(report.verdict()).as("%s %s", report.envelope().reasons(), log).isEqualTo(Verdict.PASS);
        assertThat(report.envelope().gates()).hasSize(2);
        assertThat(report.envelope().inputs()).singleElement().satisfies(input -> {
            assertThat(input.path()).isEqualTo("requests.jsonl");
            assertThat(input.unit()).isEqualTo("rows");
            assertThat(input.count()).isEqualTo(1);
        });
        assertThat(report.toMap()).containsEntry("image", "server:1").containsEntry("generators", 2L).containsKey("points");
        assertThat(authorizations).containsOnlyKeys("Bearer " + SECRET);
        assertThat(log).anyMatch(line -> line.equals("[server] serving")).anyMatch(line -> line.startsWith("[load] "));
        assertThat(log).noneMatch(line -> line.contains("model-delivery-report") || line.contains(SECRET));
    }

    @Test
    void theServerHasItsGpusAndTheLoadNone() throws Exception {
        run(Map.of());
        Job server = seen("benchmark-server");
        var pod = server.getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers().get(0).getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("2"));
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("pool", "gpu"));
        Job load = seen("benchmark-load");
        assertThat(load.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs())
                .containsExactly("benchmark-job", "/model-delivery/input");
        assertThat(load.getSpec().getTemplate().getSpec().getContainers().get(0).getResources().getLimits()).isNullOrEmpty();
        assertThat(load.getSpec().getActiveDeadlineSeconds()).isEqualTo(1800);
    }

    @Test
    void theLoadIsSentToTheServersPodAndItsMetricsAreReadThere() throws Exception {
        Report report = run(Map.of("serverMetrics", "http://localhost:" + port + "/metrics"));
        assertThat(given).singleElement().satisfies(bundle -> assertThat(bundle.arguments())
                .containsEntry("url", "http://127.0.0.1:" + port + "/")
                .containsEntry("serverMetrics", "http://127.0.0.1:" + port + "/metrics")
                .containsEntry("gpu", "none")
                .doesNotContainKey("on"));
        assertThat(report.toMap().toString()).contains("server={").contains("jobs_total");
    }

    @Test
    void aBaselineGoesAlongWithoutItsHistograms() throws Exception {
        Report first = run(Map.of("concurrency", "4", "duration", "2s"));
        Files.writeString(workspace.resolve("baseline.json"), ReportJson.write(first.toMap()));
        awaitGone();
        given.clear();
        Report second = run(Map.of(
                "concurrency", "4", "duration", "2s", "baseline", "baseline.json", "gates", List.of("p50 drop <= 10s")));
        // A busy machine may make a load point invalid, which is not what is asked here.
        assertThat(second.envelope().reasons()).noneMatch(reason -> reason.contains("nothing to compare with"));
        assertThat(new ReportView(second.toMap()).object("baseline").text("origin")).isEqualTo("baseline.json");
        assertThat(new String(given.get(0).files().get("baseline"), StandardCharsets.UTF_8))
                .contains("latency").doesNotContain("histograms").doesNotContain("timeline");
    }

    @Test
    void anAbortTakesBothJobsAway() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread build = new Thread(() -> {
            try {
                run(Map.of("duration", "1h"));
                ended.complete(null);
            } catch (Throwable thrown) {
                ended.complete(thrown);
            }
        });
        build.start();
        while (authorizations.isEmpty()) {
            assertThat(ended).as("%s", log).isNotDone();
            Thread.onSpinWait();
        }
        build.interrupt();
        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aServerThatEndsTooEarlyShowsItsLastLines() {
        images.put("server:1", (out, job, input) -> {
            out.println("no weights");
            return 7;
        });
        assertThatThrownBy(() -> run(Map.of()))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("the server's job 'benchmark-server-")
                .hasMessageContaining("ended before it served")
                .hasMessageContaining("its last lines: no weights")
                .hasMessageNotContaining("\n");
        assertThat(seen).isEmpty();
    }

    @Test
    void aLoadGeneratorThatFailsShowsItsLastLines() {
        images.put("broken:1", (out, job, input) -> {
            out.println("Error: Unable to access jarfile");
            return 1;
        });
        assertThatThrownBy(() -> run(Map.of("on", on("server:1", "broken:1"))))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("the load's job 'benchmark-load-")
                .hasMessageContaining("ended without a report")
                .hasMessageContaining("its last lines: Error: Unable to access jarfile")
                .hasMessageNotContaining("\n");
    }

    @Test
    void withoutAnImageOnlyTheLoadRunsThere() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> out.write(ScriptedServer.ok("text/plain", "fine")))) {
            Report report = run(Map.of(
                    "url", "http://127.0.0.1:" + server.port() + "/", "concurrency", "4",
                    "on", onlyLoad()));
            assertThat(report.toMap().toString()).contains("requests=");
            assertThat(seen).extracting(job -> job.getMetadata().getName()).allMatch(name -> name.startsWith("benchmark-load"));
        }
    }

    @Test
    void dataThatNoSecretHoldsIsRefusedBeforeAnythingIsStarted() throws Exception {
        StringBuilder lines = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            lines.append('"').append(Long.toHexString(random.nextLong())).append(Long.toHexString(random.nextLong())).append("\"\n");
        }
        Files.writeString(workspace.resolve("requests.jsonl"), lines);
        assertThatThrownBy(() -> run(Map.of("data", "requests.jsonl", "on", onlyLoad())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bytes when packed, and a Secret holds 1000000");
    }

    private String onlyLoad() {
        return "kubernetes(namespace: '" + namespace() + "', generatorImage: 'cli:1', kubeconfig: 'robot')";
    }

    private String on(String image, String generator) {
        return "kubernetes(namespace: '" + namespace() + "', gpus: 2, nodeSelector: ['pool=gpu'], image: '" + image
                + "', generatorImage: '" + generator + "', kubeconfig: 'robot', deadline: '30m')";
    }

    private Job seen(String prefix) {
        return seen.stream().filter(job -> job.getMetadata().getName().startsWith(prefix)).findFirst().orElseThrow();
    }

    private int serve(PrintStream out, Job job, byte[] input) throws Exception {
        seen.add(job);
        try (ScriptedServer server = ScriptedServer.on(port, (request, answer) -> {
            if (request.startsWith("GET /v2/models/m/ready ")) {
                answer.write(ScriptedServer.ok("text/plain", "ready"));
                return;
            }
            if (request.startsWith("GET /metrics ")) {
                answer.write(ScriptedServer.ok("text/plain", "jobs_total " + pages.incrementAndGet() + "\n"));
                return;
            }
            String authorization = request.lines().filter(line -> line.startsWith("Authorization: ")).findFirst().orElse("Authorization: none");
            authorizations.put(authorization.substring("Authorization: ".length()), "");
            answer.write(ScriptedServer.ok("application/json", "{\"outputs\":[]}"));
        })) {
            out.println("serving");
            Thread.sleep(TimeUnit.HOURS.toMillis(1));
        }
        return 0;
    }

    private int generate(PrintStream out, Job job, byte[] input) throws IOException {
        seen.add(job);
        given.add(LoadBundle.unpack(input));
        Path file = Files.write(Files.createTempFile(workspace, "input", ".zip"), input);
        return CommandLines.call(out, "benchmark-job", file.toString());
    }

    private Report run(Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", "http://localhost:" + port + "/");
        all.put("duration", "1s");
        all.put("warmup", "0s");
        all.put("on", on("server:1", "cli:1"));
        all.putAll(arguments);
        Map<String, Credential> credentials =
                Map.of("robot", new Credential("", gate().kubeconfig(token())), "token", new Credential("", SECRET));
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), credentials, Clock.systemUTC(), log::add)) {
            return new GpuBenchmark().run(all, bench);
        }
    }
}
