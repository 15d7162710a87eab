package io.jenkins.plugins.modeldelivery.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds and runs with a real container service. */
final class DockerServiceTest {
    private static final String SERVER = """
            FROM scratch
            COPY busybox /bin/busybox
            COPY page /www/index.html
            ENTRYPOINT ["/bin/busybox"]
            """;

    @TempDir
    static Path folder;

    private static ContainerEngine engine;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private DockerService service;

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
    void connect() {
        assumeTrue(engine != null, "no container service is installed");
        service = DockerService.open(DockerHost.of(engine.host(), Map.of()));
    }

    @AfterEach
    void disconnect() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void aBuiltServerAnswersAndIsRemovedAfterwards() throws Exception {
        String image = service.build(build(Map.of(), Map.of()), server().open(), log::add);
        List<String> command = List.of("httpd", "-f", "-v", "-p", "8080", "-h", "/www");
        String id;
        try (RunningContainer container = service.start(new ContainerSpec(image, command, List.of("A=b"), List.of(8080), 0))) {
            id = container.id();
            assertThat(eventually(container.address(8080))).isEqualTo("hello");
            assertThat(container.isRunning()).isTrue();
            assertThat(container.lastLines(10)).anyMatch(line -> line.contains("response:200"));
        }
        assertThat(engine.run("ps", "--all", "--quiet", "--no-trunc")).doesNotContain(id);
    }

    @Test
    void anEndedContainerTellsItsStatusAndLastLines() throws Exception {
        String image = service.build(build(Map.of(), Map.of()), server().open(), log::add);
        ContainerSpec spec = new ContainerSpec(image, List.of("sh", "-c", "echo \"no $WHAT\"; exit 7"), List.of("WHAT=weights"), List.of(), 0);
        try (RunningContainer container = service.start(spec)) {
            while (container.isRunning()) {
                Thread.onSpinWait();
            }
            assertThat(container.exitStatus()).isEqualTo(7);
            assertThat(container.lastLines(5)).containsExactly("no weights");
        }
    }

    @Test
    void whatCannotBeStartedLeavesNothingBehind() throws Exception {
        String image = service.build(build(Map.of(), Map.of()), new BuildContext("FROM scratch\nCOPY busybox /b\nENTRYPOINT [\"/none\"]\n").open(), log::add);
        assertThatThrownBy(() -> service.start(new ContainerSpec(image, List.of(), List.of(), List.of(), 0)))
                .hasMessageContaining("starting a container of").hasMessageContaining("/none");
        assertThat(engine.run("ps", "--all", "--quiet", "--filter", "ancestor=" + image)).isBlank();
    }

    @Test
    void argumentsAndSecretsReachTheBuildAndTheSecretStaysOutOfTheImage() throws Exception {
        BuildContext context = new BuildContext("""
                FROM scratch AS base
                ARG WHO
                COPY . /all
                RUN --mount=type=secret,id=token ["/all/busybox", "sh", "-c", "echo $WHO > /who; /all/busybox wc -c < /run/secrets/token > /length"]
                FROM scratch
                """);
        context.file("hidden-7f", "s3cret".getBytes(StandardCharsets.UTF_8)).file(".dockerignore", "hidden-7f\n".getBytes(StandardCharsets.UTF_8));
        DockerfileBuild build = new DockerfileBuild("Dockerfile", "base", "linux/amd64", Map.of("WHO", "me & you"), Map.of("token", "hidden-7f"), List.of());
        if (!engine.takesSecrets()) {
            assertThatThrownBy(() -> service.build(build, context.open(), log::add))
                    .isInstanceOf(InvalidInputException.class).hasMessageContaining("buildSecrets").hasMessageContaining("Podman");
            return;
        }
        String image = service.build(build, context.open(), log::add);
        ContainerSpec spec = new ContainerSpec(image, List.of("/all/busybox", "sh", "-c", "cat /who /length; ls -a /all /run/secrets"), List.of(), List.of(), 0);
        try (RunningContainer container = service.start(spec)) {
            while (container.isRunning()) {
                Thread.onSpinWait();
            }
            assertThat(container.lastLines(20)).startsWith("me & you", "6").noneMatch(line -> line.contains("hidden-7f"));
        }
        assertThat(log).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void aFailingStepIsOneLineAndTheLogHasTheRest() throws Exception {
        BuildContext context = new BuildContext("FROM scratch\nCOPY busybox /busybox\nRUN [\"/busybox\", \"sh\", \"-c\", \"echo because; exit 3\"]\n");
        assertThatThrownBy(() -> service.build(build(Map.of(), Map.of()), context.open(), log::add))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("dockerfile 'Dockerfile' cannot be built")
                .hasMessageContaining("3");
        assertThat(log).contains("because");
    }

    @Test
    void aCancelledBuildIsStoppedByTheService() throws Exception {
        BuildContext context = new BuildContext("FROM scratch\nCOPY busybox /busybox\nRUN [\"/busybox\", \"sh\", \"-c\", \"echo begun; /busybox sleep 600\"]\n");
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<String> build = executor.submit(() -> service.build(build(Map.of(), Map.of()), context.open(), line -> {
                if (line.equals("begun")) {
                    begun.countDown();
                }
            }));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            executor.shutdownNow();
            assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(build::get).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anExportedImageCanBeLoadedAgain() throws Exception {
        String image = service.build(build(Map.of(), Map.of()), new BuildContext(SERVER).file("page", new byte[] {'x'}).open(), log::add);
        byte[] archive;
        try (InputStream saved = service.save(image)) {
            archive = saved.readAllBytes();
        }
        service.remove(image);
        assertThat(service.has(image)).isFalse();
        service.load(new ByteArrayInputStream(archive));
        assertThat(service.has(image)).isTrue();
        service.remove(image);
        service.remove(image);
    }

    @Test
    void anImageThatNobodyHasIsNamed() {
        assertThatThrownBy(() -> service.pull("127.0.0.1:1/none:1", Optional.empty(), log::add))
                .hasMessageContaining("127.0.0.1:1/none:1");
    }

    @Test
    void theServicesMachineIsNamedAsImagesNameIt() {
        assertThat(service.architecture()).isEqualTo("amd64");
    }

    private static BuildContext server() throws IOException {
        return new BuildContext(SERVER).file("page", "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static DockerfileBuild build(Map<String, String> arguments, Map<String, String> secrets) {
        return new DockerfileBuild("Dockerfile", "", "linux/amd64", arguments, secrets, List.of());
    }

    private static String eventually(URI address) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body();
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new AssertionError("no answer from " + address);
    }
}
