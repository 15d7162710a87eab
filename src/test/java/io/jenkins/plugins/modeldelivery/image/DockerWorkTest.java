package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.modeldelivery.docker.ContainerEngine;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dockerfile builds and smoke runs with a real container service, which also pulls and runs what was pushed to a real registry. */
final class DockerWorkTest {
    private static final String DOCKERFILE = """
            FROM scratch AS server
            ARG GREETING
            COPY bin/busybox /bin/busybox
            COPY model /models
            RUN --mount=type=secret,id=token ["/bin/busybox", "sh", "-c", "echo $GREETING > /page; /bin/busybox cat /run/secrets/token"]
            ENTRYPOINT ["/bin/busybox", "httpd", "-f", "-v", "-p", "8080", "-h", "/"]
            FROM scratch
            """;
    private static final List<String> SERVE = List.of("/app/busybox", "httpd", "-f", "-v", "-p", "8080", "-h", "/models");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static ContainerEngine engine;
    private static DockerRegistry registry;

    private Benches benches;

    @BeforeAll
    static void start() throws Exception {
        engine = ContainerEngine.start(shared.resolve("engine")).orElse(null);
        registry = DockerRegistry.start(shared.resolve("registry")).orElse(null);
    }

    @AfterAll
    static void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(engine != null, "no container service is installed");
        assumeTrue(registry != null, "docker-registry is not installed");
        benches = new Benches(folder).with("DOCKER_HOST", engine.host());
        write("model/index.html", "weights".getBytes(StandardCharsets.UTF_8));
        write("server/busybox", ContainerEngine.busybox());
        write("bin/busybox", ContainerEngine.busybox());
        folder.resolve("server/busybox").toFile().setExecutable(true);
        folder.resolve("bin/busybox").toFile().setExecutable(true);
        write("Dockerfile", DOCKERFILE.getBytes(StandardCharsets.UTF_8));
        write(".dockerignore", "cache\ntmp\nserver\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDockerfileIsBuiltPushedAndDescribedLikeAnyImage() throws Exception {
        benches.credentials.put("t", new Credential("", "s3cret-value"));
        if (!engine.takesSecrets()) {
            write("Dockerfile", DOCKERFILE.replace("--mount=type=secret,id=token ", "").replace("cat /run/secrets/token", "true").getBytes(StandardCharsets.UTF_8));
        }
        Map<String, Object> report = benches.run(Map.of(
                "model", "model", "dockerfile", "Dockerfile", "target", "server", "buildArgs", "GREETING=hello",
                "buildSecrets", engine.takesSecrets() ? "token=t" : List.of(), "image", registry.host() + "/team/built:1", "labels", "team=fraud", "smoke", "true",
                "readyPath", "/page"));
        assertThat(report.get("verdict")).as(String.valueOf(benches.log)).isEqualTo("PASS");
        assertThat(layers(report)).extracting(layer -> layer.get("kind")).containsOnly("base").isNotEmpty();
        assertThat(layers(report)).allMatch(layer -> layer.get("sent").equals(true));
        assertThat((List<?>) report.get("attachments")).hasSize(2);
        assertThat(benches.log.stream().anyMatch(line -> line.contains("****"))).isEqualTo(engine.takesSecrets());
        assertThat(benches.log).noneMatch(line -> line.contains("s3cret-value"));
        String reference = (String) report.get("reference");
        engine.pull(reference);
        assertThat(engine.run("run", "--rm", "--entrypoint", "/bin/busybox", reference, "cat", "/page", "/models/index.html"))
                .isEqualTo("hello\nweights");
        assertThat(engine.run("inspect", "--format", "{{.Config.Labels}}", reference)).contains("team:fraud");
        assertThat(engine.run("run", "--rm", "--entrypoint", "/bin/busybox", reference, "find", "/", "-xdev", "-name", ".secret-*")).isEmpty();
        assertThat(engine.run("images", "--format", "{{.Repository}}")).doesNotContain("model-delivery-smoke");
    }

    @Test
    void theServiceRunsWhatWasPackedWithoutIt() throws Exception {
        for (String compression : List.of("none", "gzip", "zstd")) {
            String image = registry.host() + "/team/packed-" + compression + ":1";
            Map<String, Object> report = run("image", image, "compression", compression);
            assertThat(report.get("verdict")).isEqualTo("PASS");
            engine.pull(image);
            assertThat(engine.run("run", "--rm", "--entrypoint", "/app/busybox", image, "cat", "/models/index.html")).isEqualTo("weights");
        }
        Map<String, Object> archive = run("image", "localhost/archived:1", "output", "tar:image.tar");
        engine.run("load", "--input", folder.resolve("image.tar").toString());
        assertThat(engine.run("run", "--rm", "--entrypoint", "/app/busybox", "localhost/archived:1", "cat", "/models/index.html"))
                .isEqualTo("weights");
        assertThat(archive.get("verdict")).isEqualTo("PASS");
    }

    @Test
    void aServerThatAnswersPasses() throws Exception {
        write("sample.json", "{}".getBytes(StandardCharsets.UTF_8));
        Map<String, Object> report = run("output", "oci:out", "smoke", "true", "readyPath", "/index.html", "readyTimeout", "20s");
        assertThat(report.get("verdict")).as(String.valueOf(benches.log)).isEqualTo("PASS");
        assertThat(String.valueOf(report.get("gates"))).contains("was ready after");
    }

    @Test
    void aSampleThatIsAnsweredPasses() throws Exception {
        write("sample.json", "{\"amount\": 7}".getBytes(StandardCharsets.UTF_8));
        write("model/cgi-bin/predict", """
                #!/app/busybox sh
                read -r sample
                echo "asked with $CONTENT_TYPE: $sample" >&2
                [ "$sample" = '{"amount": 7}' ] || exit 1
                printf 'Content-Type: application/json\\r\\n\\r\\n{"fraud": 0.1}'
                """.getBytes(StandardCharsets.UTF_8));
        folder.resolve("model/cgi-bin/predict").toFile().setExecutable(true);
        Map<String, Object> report = run("image", registry.host() + "/team/answering:1", "smoke", "true",
                "readyPath", "/index.html", "sampleRequest", "sample.json", "samplePath", "/cgi-bin/predict");
        assertThat(report.get("verdict")).as(String.valueOf(benches.log)).isEqualTo("PASS");
        assertThat(String.valueOf(report.get("smoke"))).contains("end=passed", "status=200");
        assertThat((String) report.get("reference")).contains("team/answering@sha256:");
        assertThat(engine.run("ps", "--all", "--quiet")).isEmpty();
    }

    @Test
    void aSampleThatIsRefusedFailsBeforeAnythingIsSent() throws Exception {
        write("sample.json", "{}".getBytes(StandardCharsets.UTF_8));
        Map<String, Object> report = run("image", registry.host() + "/team/refusing:1", "smoke", "true",
                "readyPath", "/index.html", "sampleRequest", "sample.json", "samplePath", "/index.html");
        assertThat(report.get("verdict")).isEqualTo("FAIL");
        assertThat(String.valueOf(report.get("reasons"))).contains("answered with 5");
        assertThat(report.get("pushedBytes")).isEqualTo(0L);
        assertThat(report.get("reference")).isNull();
        assertThat(benches.log).anyMatch(line -> line.startsWith("container: "));
    }

    @Test
    void aContainerThatEndsFailsWithItsLastLines() throws Exception {
        Map<String, Object> report = run("output", "oci:out", "smoke", "true", "entrypoint", List.of("/app/busybox", "sh", "-c", "echo no weights; exit 3"));
        assertThat(report.get("verdict")).isEqualTo("FAIL");
        assertThat(String.valueOf(report.get("reasons"))).contains("status 3");
        assertThat(benches.log).contains("container: no weights");
    }

    @Test
    void aServerThatIsNeverReadyIsGivenUp() throws Exception {
        Map<String, Object> report = run("output", "oci:out", "smoke", "true", "readyPath", "/never", "readyTimeout", "1s");
        assertThat(String.valueOf(report.get("reasons"))).contains("not ready after");
        assertThat(engine.run("ps", "--all", "--quiet")).isEmpty();
    }

    @Test
    void whatTheDockerfileLacksIsNamed() {
        assertThatThrownBy(() -> benches.run(Map.of("model", "model", "dockerfile", "Nowhere", "output", "oci:out")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("dockerfile 'Nowhere'");
        assertThatThrownBy(() -> benches.run(Map.of("model", "model", "dockerfile", "Dockerfile", "target", "none", "output", "oci:out")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("none");
    }

    private Map<String, Object> run(Object... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("model", "model", "serve", "server", "entrypoint", SERVE, "provenance", "false"));
        for (int index = 0; index < more.length; index += 2) {
            arguments.put((String) more[index], more[index + 1]);
        }
        return benches.run(arguments);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> layers(Map<String, Object> report) {
        return (List<Map<String, Object>>) report.get("layers");
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
