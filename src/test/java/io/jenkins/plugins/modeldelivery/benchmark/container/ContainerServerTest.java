package io.jenkins.plugins.modeldelivery.benchmark.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkReport;
import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.docker.ContainerEngine;
import io.jenkins.plugins.modeldelivery.image.DockerRegistry;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts servers in a real container service. */
@Timeout(120)
class ContainerServerTest {
    private static final Credential USER = new Credential("push", "pa:ss word");
    /** The bcrypt hash of that password, as {@code htpasswd -nbB} writes it. */
    private static final String HTPASSWD = "push:$2y$05$psXfkyH/ewWr1TNsl1frAex/SlXq21wnsL6LU334T8zkgHFTP.AIe\n";

    @TempDir
    static Path folder;

    private static ContainerEngine engine;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() throws Exception {
        engine = ContainerEngine.start(folder.resolve("engine")).orElse(null);
    }

    @AfterAll
    static void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void needEngine() {
        assumeTrue(engine != null, "no container service is installed");
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        assertThat(engine.run("ps", "--all", "--quiet")).isBlank();
    }

    @Test
    void theServerIsStartedMeasuredAndRemoved() throws Exception {
        int port = freePort();
        String image = image("served", "\"httpd\", \"-f\", \"-p\", \"" + port + "\", \"-h\", \"/www\"");
        BenchmarkReport report = run(image, "http://localhost:" + port + "/index.html");
        assertThat(report.points().get(0).successes()).as("%s", log).isPositive();
        assertThat(log).anySatisfy(line -> assertThat(line).contains("Started localhost/served"));
        assertThat(report.details()).containsEntry("image", image);
    }

    @Test
    void anImageIsPulledWithTheCredentialOfItsRegistry() throws Exception {
        Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        Optional<DockerRegistry> started = DockerRegistry.start(
                folder.resolve("registry"), "", "auth: {htpasswd: {realm: tests, path: " + folder.resolve("htpasswd") + "}}");
        assumeTrue(started.isPresent(), "docker-registry is not installed");
        try (DockerRegistry registry = started.get()) {
            int port = freePort();
            String built = image("private", "\"httpd\", \"-f\", \"-p\", \"" + port + "\", \"-h\", \"/www\"");
            String pushed = registry.host() + "/team/private:1";
            engine.run("tag", built, pushed);
            engine.push(pushed, USER.username(), USER.secret());
            engine.run("rmi", "--force", built, pushed);
            String url = "http://localhost:" + port + "/index.html";
            assertThatThrownBy(() -> run(pushed, url)).isInstanceOf(InvalidInputException.class).hasMessageContaining("cannot be pulled");
            BenchmarkReport report = run(pushed, url, Map.of("imageCredentialsId", "registry"));
            assertThat(report.points().get(0).successes()).as("%s", log).isPositive();
            assertThat(log).noneMatch(line -> line.contains(USER.secret()));
        }
    }

    @Test
    void aServerThatEndsTooEarlyShowsItsLastLines() throws Exception {
        String image = image("ended", "\"sh\", \"-c\", \"echo no weights; exit 7\"");
        assertThatThrownBy(() -> run(image, "http://localhost:" + freePort() + "/"))
                .isInstanceOf(SurroundingsException.class)
                .hasMessageContaining("ended with status 7 before it served; its last lines: no weights")
                .hasMessageNotContaining("\n");
    }

    @Test
    void whoeverIsCancelledWhileItStartsLeavesNoContainer() throws Exception {
        String image = image("silent", "\"sleep\", \"600\"");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            try {
                run(image, "http://localhost:" + freePort() + "/");
                ended.complete(null);
            } catch (Throwable thrown) {
                ended.complete(thrown);
            }
        });
        runner.start();
        while (log.stream().noneMatch(line -> line.contains("Started"))) {
            Thread.onSpinWait();
        }
        runner.interrupt();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    private static String image(String name, String command) throws IOException, InterruptedException {
        Path context = Files.createDirectories(folder.resolve(name));
        Files.write(context.resolve("busybox"), ContainerEngine.busybox());
        context.resolve("busybox").toFile().setExecutable(true);
        Files.writeString(context.resolve("page"), "hello");
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY busybox /bin/busybox\n"
                + "COPY page /www/index.html\nENTRYPOINT [\"/bin/busybox\", " + command + "]\n");
        engine.build("localhost/" + name + ":1", context);
        return "localhost/" + name + ":1";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private BenchmarkReport run(String image, String url) throws InterruptedException {
        return run(image, url, Map.of());
    }

    private BenchmarkReport run(String image, String url, Map<String, Object> further) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(further);
        all.putAll(Map.of(
                "image", image,
                "dockerHost", engine.host(),
                "url", url,
                "duration", "500ms",
                "warmup", "0s",
                "gpu", "none"));
        try (LocalWorkbench bench = new LocalWorkbench(
                folder, folder.resolve("tmp"), Map.of("registry", USER), Clock.systemUTC(), log::add)) {
            return (BenchmarkReport) new GpuBenchmark().run(all, bench);
        }
    }
}
