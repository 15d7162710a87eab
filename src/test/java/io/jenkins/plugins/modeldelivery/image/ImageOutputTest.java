package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.blob.Digest;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageOutputTest {
    @TempDir
    Path folder;

    private Benches benches;

    @BeforeEach
    void prepare() throws IOException {
        benches = new Benches(folder);
        write("model/model.bin", "weights".repeat(1000));
        write("model/tokenizer/vocab.txt", "a\nb\n");
        write("server/serve.py", "print('hello')\n");
        write("server/lib/library.py", "pass\n");
        write("server/settings.yaml", "port: 8080\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "zstd"})
    void twoFoldersWithOtherTimesAndModesGiveTheSameDigest(String compression) throws Exception {
        Map<String, Object> first = run("compression", compression);
        copyTo("elsewhere/model", "model");
        copyTo("elsewhere/server", "server");
        try (Stream<Path> files = Files.walk(folder.resolve("elsewhere"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            Map<String, Object> second = benches.run(Map.of(
                    "model", "elsewhere/model", "serve", "elsewhere/server", "output", "oci:other", "compression", compression));
            assertThat(second.get("digest")).isEqualTo(first.get("digest"));
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void weightsComeFirstThenDependenciesCodeAndConfiguration() throws Exception {
        assertThat(layers(run())).extracting(layer -> layer.get("kind"))
                .containsExactly("weights", "dependencies", "code", "configuration");
    }

    @Test
    void aChangeOfCodeChangesTheCodeLayerAlone() throws Exception {
        List<Map<String, Object>> before = layers(run());
        write("server/serve.py", "print('hello, world')\n");
        List<Map<String, Object>> after = layers(run());
        for (int index = 0; index < 4; index++) {
            boolean same = before.get(index).get("digest").equals(after.get(index).get("digest"));
            assertThat(same).isEqualTo(index != 2);
            assertThat(after.get(index).get("sent")).isEqualTo(index == 2);
        }
    }

    @Test
    void everyBlobOfALayoutIsWhatItsNameSays() throws Exception {
        Map<String, Object> report = run("compression", "gzip");
        JsonNode index = Json.parse(Files.readAllBytes(folder.resolve("out/index.json")));
        assertThat(index.path("manifests").path(0).path("digest").asText()).isEqualTo(report.get("digest"));
        try (Stream<Path> blobs = Files.list(folder.resolve("out/blobs/sha256"))) {
            for (Path blob : blobs.toList()) {
                assertThat(Digest.of(Files.readAllBytes(blob)).hex()).isEqualTo(blob.getFileName().toString());
            }
        }
    }

    @Test
    void theSizeOfTheReportIsTheSizeOnDisk() throws Exception {
        Map<String, Object> report = run("provenance", "false");
        try (Stream<Path> blobs = Files.list(folder.resolve("out/blobs/sha256"))) {
            assertThat(blobs.mapToLong(blob -> blob.toFile().length()).sum()).isEqualTo(report.get("size"));
        }
    }

    @Test
    void anExecutableStaysOneAndATimeIsTheGivenOne() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("server/serve.py"), PosixFilePermissions.fromString("rwx------"));
        String listing = tarOf(layers(run("created", "2026-01-31T12:00:00Z")).get(2));
        assertThat(listing).contains("app/serve.py\0").contains("0000755\0");
        assertThat(listing).contains(Long.toOctalString(Instant.parse("2026-01-31T12:00:00Z").getEpochSecond()));
    }

    @Test
    void theImageBearsSourceDateEpoch() throws Exception {
        benches.with("SOURCE_DATE_EPOCH", "86400");
        assertThat(config(run()).path("created").asText()).isEqualTo("1970-01-02T00:00:00Z");
    }

    @Test
    void settingsReachTheConfiguration() throws Exception {
        JsonNode config = config(run(
                "entrypoint", List.of("python", "/app/serve.py"), "env", List.of("A=1=2"), "ports", List.of("8080"), "user", "1000",
                "labels", List.of("team=fraud"))).path("config");
        assertThat(config.path("Entrypoint")).extracting(JsonNode::asText).containsExactly("python", "/app/serve.py");
        assertThat(config.path("Env").path(0).asText()).isEqualTo("A=1=2");
        assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(config.path("User").asText()).isEqualTo("1000");
        assertThat(config.path("Labels").path("team").asText()).isEqualTo("fraud");
    }

    @Test
    void severalPlatformsShareTheLayersAndGiveAnIndex() throws Exception {
        Map<String, Object> report = run("platforms", List.of("linux/amd64", "linux/arm64"));
        JsonNode index = blob((String) report.get("digest"));
        assertThat(index.path("manifests")).hasSize(2);
        JsonNode arm = blob(index.path("manifests").path(1).path("digest").asText());
        JsonNode amd = blob(index.path("manifests").path(0).path("digest").asText());
        assertThat(arm.path("layers")).isEqualTo(amd.path("layers"));
        assertThat(arm.path("config")).isNotEqualTo(amd.path("config"));
        assertThat(index.path("manifests").path(1).path("platform").path("architecture").asText()).isEqualTo("arm64");
    }

    @Test
    void platformsAreChosenFromAnIndexBase() throws Exception {
        run("platforms", List.of("linux/amd64", "linux/arm64"), "image", "registry.example.org/base:1");
        write("model2/other.bin", "other");
        Map<String, Object> report = benches.run(Map.of(
                "model", "model2", "base", "oci:out", "output", "oci:out", "image", "registry.example.org/arm:1", "platforms", "linux/arm64"));
        assertThat(config(report).path("architecture").asText()).isEqualTo("arm64");
        assertThatThrownBy(() -> benches.run(Map.of("model", "model2", "base", "oci:out", "output", "oci:s390x", "platforms", "linux/s390x")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("linux/s390x");
    }

    @Test
    void anImageIsBuiltOnAnother() throws Exception {
        run("env", List.of("PATH=/base", "KEEP=1"), "entrypoint", List.of("/base/start"));
        write("model2/other.bin", "other");
        Map<String, Object> report = benches.run(Map.of(
                "model", "model2", "base", "oci:out", "output", "oci:derived", "env", List.of("PATH=/own")));
        JsonNode manifest = Json.parse(Files.readAllBytes(
                folder.resolve("derived/blobs/sha256").resolve(((String) report.get("digest")).substring(7))));
        assertThat(manifest.path("layers")).hasSize(5);
        JsonNode config = Json.parse(Files.readAllBytes(folder.resolve("derived/blobs/sha256")
                .resolve(manifest.path("config").path("digest").asText().substring(7))));
        assertThat(config.path("rootfs").path("diff_ids")).hasSize(5);
        assertThat(config.path("config").path("Env")).extracting(JsonNode::asText).containsExactly("PATH=/own", "KEEP=1");
        assertThat(config.path("config").path("Entrypoint").path(0).asText()).isEqualTo("/base/start");
    }

    @Test
    void aBudgetIsKeptBeforeAnythingIsWritten() throws Exception {
        Map<String, Object> report = run("maxSize", "1KiB");
        assertThat(report.get("verdict")).isEqualTo("FAIL");
        assertThat(report.get("reasons").toString()).contains("maxSize");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void twoBuildsAreComparedWhenAskedFor() throws Exception {
        Map<String, Object> report = run("verify", "true");
        assertThat(report.get("verdict")).isEqualTo("PASS");
        assertThat(report.get("gates").toString()).contains("verify");
    }

    /** A file is known by path, size, time and inode: what changes none of them is found by {@code verify} alone. */
    @Test
    void verifyAsksNoCache() throws Exception {
        letFilesRest();
        Object first = run("output", "oci:one").get("digest");
        write("model/model.bin", "WEIGHTS".repeat(1000));
        letFilesRest();
        assertThat(run("output", "oci:two", "verify", "true").get("digest")).isNotEqualTo(first);
    }

    /** What a registry would refuse: content that is not what its remembered digest says. */
    @ParameterizedTest
    @ValueSource(strings = {"oci:two", "tar:two"})
    void contentThatChangedWithoutATraceIsNotWrittenUnderItsOldDigest(String output) throws Exception {
        letFilesRest();
        run("output", "oci:one");
        write("model/model.bin", "WEIGHTS".repeat(1000));
        letFilesRest();
        assertThatThrownBy(() -> run("output", output))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'model.bin or one of 1 more'").hasMessageContaining("verify: true").hasMessageNotContaining("\n");
        assertThat(Files.isRegularFile(folder.resolve("two"))).isFalse();
        assertThat(folder.resolve("two/index.json")).doesNotExist();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
        assertThat(run("output", output, "verify", "true").get("verdict")).isEqualTo("PASS");
    }

    @Test
    void aBaseThatIsNotWhatItsDigestSaysIsNotCopied() throws Exception {
        Map<String, Object> base = run();
        Path layer = folder.resolve("out/blobs/sha256").resolve(((String) layers(base).get(0).get("digest")).substring(7));
        Files.writeString(layer, Files.readString(layer).replace("weights", "WEIGHTS"));
        write("model2/other.bin", "other");
        assertThatThrownBy(() -> benches.run(Map.of("model", "model2", "base", "oci:out", "output", "oci:derived")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining(layer.getFileName().toString()).hasMessageContaining("base");
        assertThat(folder.resolve("derived/index.json")).doesNotExist();
    }

    /** The digest of what was compressed stands in the configuration, where nobody compares it with the layer. */
    @Test
    void aCompressedLayerIsDescribedAsItIsNow() throws Exception {
        letFilesRest();
        run("output", "oci:one", "compression", "gzip");
        write("server/serve.py", "print('HELLO')\n");
        letFilesRest();
        Map<String, Object> report = run("compression", "gzip");
        Path code = folder.resolve("out/blobs/sha256").resolve(((String) layers(report).get(2).get("digest")).substring(7));
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(code))) {
            assertThat(config(report).path("rootfs").path("diff_ids").path(2).asText()).isEqualTo(Digest.of(tar.readAllBytes()).toString());
        }
    }

    @Test
    void aDockerArchiveNamesItsLayersInOrder() throws Exception {
        Map<String, Object> report = benches.run(Map.of(
                "model", "model", "serve", "server", "output", "tar:image.tar", "image", "registry.example.org/fraud:1.4"));
        String archive = Files.readString(folder.resolve("image.tar"), StandardCharsets.ISO_8859_1);
        int manifest = archive.indexOf("[{\"Config\":");
        JsonNode entry = Json.parse(archive.substring(manifest, archive.indexOf("}]", manifest) + 2).getBytes()).path(0);
        assertThat(entry.path("RepoTags").path(0).asText()).isEqualTo("registry.example.org/fraud:1.4");
        assertThat(entry.path("Layers")).extracting(node -> "sha256:" + node.asText().substring("blobs/sha256/".length()))
                .containsExactlyElementsOf(layers(report).stream().map(layer -> (String) layer.get("digest")).toList());
    }

    @Test
    void aModelPackHoldsEachFileAsItIs() throws Exception {
        Map<String, Object> report = benches.run(Map.of("model", "model", "form", "modelpack", "output", "oci:out"));
        JsonNode manifest = blob((String) report.get("digest"));
        assertThat(manifest.path("artifactType").asText()).isEqualTo("application/vnd.cncf.model.manifest.v1+json");
        assertThat(manifest.path("config").path("mediaType").asText()).isEqualTo("application/vnd.cncf.model.config.v1+json");
        assertThat(manifest.path("layers")).extracting(layer -> layer.path("mediaType").asText())
                .containsExactly("application/vnd.cncf.model.weight.v1.raw", "application/vnd.cncf.model.weight.config.v1.raw");
        assertThat(blob(manifest.path("config").path("digest").asText()).path("modelfs").path("diffIds")).hasSize(2);
        assertThat(manifest.path("layers")).extracting(layer -> layer.path("annotations").path("org.cncf.model.filepath").asText())
                .containsExactly("model.bin", "tokenizer/vocab.txt");
        assertThat(manifest.path("layers").path(0).path("digest").asText())
                .isEqualTo(Digest.of(Files.readAllBytes(folder.resolve("model/model.bin"))).toString());
    }

    @Test
    void whatIsAttachedPointsToTheImage() throws Exception {
        Map<String, Object> report = run("image", "registry.example.org/fraud:1.4");
        List<?> attachments = (List<?>) report.get("attachments");
        assertThat(attachments).hasSize(2);
        for (Object attachment : attachments) {
            JsonNode manifest = blob((String) ((Map<?, ?>) attachment).get("digest"));
            assertThat(manifest.path("subject").path("digest").asText()).isEqualTo(report.get("digest"));
        }
    }

    @Test
    void aLayoutWithoutNamesHoldsOneImage() throws Exception {
        run();
        assertThat(Json.parse(Files.readAllBytes(folder.resolve("out/index.json"))).path("manifests")).hasSize(1);
    }

    @Test
    void linksAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("model/link"), Path.of("/etc/passwd"));
        assertThatThrownBy(this::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'link' is a symbolic link");
    }

    @Test
    void pipesAreRefused() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("model/pipe").toString()).start().waitFor()).isZero();
        assertThatThrownBy(this::run).isInstanceOf(InvalidInputException.class).hasMessageContaining("'pipe'");
    }

    @ParameterizedTest
    @CsvSource({
        "form, modelcar, no shell", "maxSize, 4 apples, not a size", "platforms, amd64, not a platform", "output, dir:x, neither",
        "ports, http, whole number", "created, yesterday, no time", "env, X, no assignment", "image, Registry/X, not an image"
    })
    void badInputIsRefusedInOneLine(String parameter, String value, String cause) {
        assertThatThrownBy(() -> run(parameter, value))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(parameter.equals("form") ? "base" : parameter)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("\n");
    }

    private Map<String, Object> run(Object... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("model", "model", "serve", "server", "output", "oci:out"));
        for (int index = 0; index < more.length; index += 2) {
            arguments.put((String) more[index], more[index + 1]);
        }
        return benches.run(arguments);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> layers(Map<String, Object> report) {
        return (List<Map<String, Object>>) report.get("layers");
    }

    private String tarOf(Map<String, Object> layer) throws IOException {
        Path blob = folder.resolve("out/blobs/sha256").resolve(((String) layer.get("digest")).substring(7));
        return Files.readString(blob, StandardCharsets.ISO_8859_1);
    }

    private JsonNode config(Map<String, Object> report) throws IOException {
        return blob(blob((String) report.get("digest")).path("config").path("digest").asText());
    }

    private JsonNode blob(String digest) throws IOException {
        return Json.parse(Files.readAllBytes(folder.resolve("out/blobs/sha256").resolve(digest.substring(7))));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Gives every file one old time, so that the cache takes it for known. */
    private void letFilesRest() throws IOException {
        for (String packed : List.of("model", "server")) {
            try (Stream<Path> files = Files.walk(folder.resolve(packed))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
                }
            }
        }
    }

    private void copyTo(String target, String source) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(source))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(target + "/" + folder.resolve(source).relativize(file), Files.readString(file));
            }
        }
    }
}
