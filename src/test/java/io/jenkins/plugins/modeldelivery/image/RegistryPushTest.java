package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.Program;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to a real registry and reads back with a tool that is not ours. */
class RegistryPushTest {
    @TempDir
    Path folder;

    private Benches benches;
    private DockerRegistry registry;

    @BeforeEach
    void start() throws Exception {
        Optional<DockerRegistry> started = DockerRegistry.start(folder.resolve("registry"));
        assumeTrue(started.isPresent(), "docker-registry is not installed");
        registry = started.get();
        benches = new Benches(folder);
        write("model/model.bin", "weights".repeat(10_000));
        write("server/serve.py", "print('hello')\n");
        write("server/config/settings.yaml", "port: 8080\n");
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void anotherToolPullsWhatWasPushed() throws Exception {
        Map<String, Object> report = run("fraud:1.4", "tags", List.of("latest", "1"));
        Optional<Path> skopeo = Program.find("skopeo", "skopeo");
        assumeTrue(skopeo.isPresent(), "skopeo is not installed");
        for (String tag : List.of("1.4", "latest", "1")) {
            String inspected = output(skopeo.get().toString(), "inspect", "--tls-verify=false", "docker://" + registry.host() + "/team/fraud:" + tag);
            assertThat(inspected).contains((String) report.get("digest"));
        }
        output(skopeo.get().toString(), "copy", "--preserve-digests", "--src-tls-verify=false", "docker://" + registry.host() + "/team/fraud:1.4", "oci:" + folder.resolve("pulled"));
        assertThat(folder.resolve("pulled/index.json")).content().contains((String) report.get("digest"));
    }

    /** docker-registry 2.8 has no referrers API. */
    @Test
    void aRegistryWithoutReferrersGetsTheirTagAndKeepsWhatWasAttachedBefore() throws Exception {
        Map<String, Object> first = run("fraud:1");
        assertThat(referrers(first)).extracting(entry -> entry.path("artifactType").asText())
                .containsExactly("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
        Map<String, Object> again = run("fraud:1");
        assertThat(again.get("digest")).isEqualTo(first.get("digest"));
        assertThat(referrers(again)).extracting(entry -> entry.path("artifactType").asText())
                .containsExactly("application/vnd.cyclonedx+json", "application/vnd.in-toto+json", "application/vnd.in-toto+json");
        assertThat(layers(again)).allMatch(layer -> layer.get("sent").equals(false));
    }

    private List<JsonNode> referrers(Map<String, Object> report) throws Exception {
        URI address = URI.create("http://" + registry.host() + "/v2/team/fraud/manifests/" + ((String) report.get("digest")).replace(':', '-'));
        HttpRequest request = HttpRequest.newBuilder(address).header("Accept", "application/vnd.oci.image.index.v1+json").build();
        JsonNode index = Json.parse(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        List<JsonNode> entries = new ArrayList<>();
        index.path("manifests").forEach(entries::add);
        return entries;
    }

    @Test
    void anUnchangedRebuildSendsNothing() throws Exception {
        run("fraud:1", "provenance", "false");
        Map<String, Object> again = run("fraud:1", "provenance", "false");
        assertThat(again.get("pushedBytes")).isEqualTo(0L);
        assertThat(layers(again)).allMatch(layer -> layer.get("sent").equals(false));
    }

    @Test
    void aChangeOfCodeSendsTheCodeAlone() throws Exception {
        run("fraud:1", "provenance", "false");
        write("server/serve.py", "print('world')\n");
        Map<String, Object> again = run("fraud:2", "provenance", "false");
        assertThat((Long) again.get("pushedBytes")).isBetween(1L, 20_000L);
        assertThat(layers(again).stream().filter(layer -> layer.get("sent").equals(true)))
                .extracting(layer -> layer.get("kind"))
                .containsExactly("code");
    }

    @Test
    void theDigestCacheNeverHidesAChange() throws Exception {
        Path weights = folder.resolve("model/model.bin");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        Files.setLastModifiedTime(weights, old);
        Map<String, Object> first = run("fraud:1");
        write("model/model.bin", "WEIGHTS".repeat(10_000));
        Map<String, Object> changed = run("fraud:2");
        assertThat(changed.get("digest")).isNotEqualTo(first.get("digest"));
    }

    @Test
    void aBaseIsMountedFromItsRepository() throws Exception {
        Map<String, Object> base = run("base:1", "provenance", "false");
        long baseSize = (Long) base.get("size");
        write("other/other.bin", "x");
        Map<String, Object> derived = benches.run(Map.of(
                "model", "other", "base", registry.host() + "/team/base:1", "image", registry.host() + "/other/derived:1",
                "provenance", "false"));
        assertThat(derived.get("verdict")).isEqualTo("PASS");
        assertThat((Long) derived.get("pushedBytes")).isLessThan(baseSize);
        assertThat((Long) derived.get("savedBytes")).isGreaterThanOrEqualTo(70_000L);
        assertThat(folder.resolve("cache/model-delivery/base")).isEmptyDirectory();
    }

    @Test
    void aBaseIsFetchedOnceWhereItCannotBeMounted() throws Exception {
        run("base:1", "provenance", "false");
        write("other/other.bin", "x");
        Map<String, Object> arguments = Map.of(
                "model", "other", "base", registry.host() + "/team/base:1", "output", "oci:out");
        assertThat(benches.run(arguments).get("verdict")).isEqualTo("PASS");
        try (Stream<Path> cached = Files.list(folder.resolve("cache/model-delivery/base"))) {
            assertThat(cached).hasSize(3);
        }
    }

    @Test
    void aSecretIsFoundBeforeAnythingIsSent() throws Exception {
        write("server/.env", "TOKEN=1\n");
        Map<String, Object> report = run("fraud:1");
        assertThat(report.get("verdict")).isEqualTo("FAIL");
        assertThat(report.get("pushedBytes")).isEqualTo(0L);
        assertThat(report.get("reference")).isNull();
    }

    @Test
    void aMissingBaseIsAnErrorThatSaysSo() {
        assertThatThrownBy(() -> run("fraud:1", "base", registry.host() + "/team/nothing:1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("team/nothing");
    }

    @Test
    void nothingOfAnUploadIsLeftInTheWorkspace() throws Exception {
        run("fraud:1");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("registry", "model", "server", "cache", "tmp");
        }
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    private Map<String, Object> run(String name, Object... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(
                Map.of("model", "model", "serve", "server", "image", registry.host() + "/team/" + name));
        for (int index = 0; index < more.length; index += 2) {
            arguments.put((String) more[index], more[index + 1]);
        }
        return benches.run(arguments);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> layers(Map<String, Object> report) {
        return (List<Map<String, Object>>) report.get("layers");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
