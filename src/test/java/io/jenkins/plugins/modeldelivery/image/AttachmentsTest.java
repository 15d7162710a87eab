package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.modeldelivery.image.oci.Json;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is attached to an image: the bill of materials, the provenance, and signatures that openssl verifies. */
class AttachmentsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private Benches benches;

    @BeforeEach
    void prepare() throws Exception {
        benches = new Benches(folder).with("JOB_NAME", "fraud/main").with("BUILD_NUMBER", "17").with("GIT_COMMIT", COMMIT)
                .with("NODE_NAME", "gpu-1").with("BUILD_URL", "https://ann:secret@ci.example.org/job/fraud/17/");
        Files.createDirectories(folder.resolve("model"));
        Files.writeString(folder.resolve("model/model.bin"), "weights");
        Files.writeString(folder.resolve("model/LICENSE"), "MIT License\n");
    }

    @Test
    void theBillOfMaterialsHoldsTheModelWithItsCardAndEveryFile() throws Exception {
        JsonNode bill = attached(run(), 0);
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(bill.path("serialNumber").asText()).matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        JsonNode model = bill.path("components").path(0);
        assertThat(model.path("type").asText()).isEqualTo("machine-learning-model");
        assertThat(model.path("licenses").path(0).path("license").path("name").asText()).isEqualTo("MIT");
        assertThat(model.has("modelCard")).isTrue();
        assertThat(bill.path("components")).extracting(component -> component.path("name").asText())
                .contains("models/model.bin", "models/LICENSE");
    }

    @Test
    void theProvenanceSaysWhichBuildMadeTheImageAndNoSecret() throws Exception {
        Map<String, Object> report = run();
        JsonNode statement = attached(report, 1);
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat("sha256:" + statement.path("subject").path(0).path("digest").path("sha256").asText()).isEqualTo(report.get("digest"));
        JsonNode definition = statement.path("predicate").path("buildDefinition");
        assertThat(definition.path("internalParameters").path("job").asText()).isEqualTo("fraud/main");
        assertThat(definition.path("internalParameters").path("number").asText()).isEqualTo("17");
        assertThat(definition.path("internalParameters").path("agent").asText()).isEqualTo("gpu-1");
        assertThat(definition.path("resolvedDependencies").path(0).path("digest").path("gitCommit").asText()).isEqualTo(COMMIT);
        assertThat(statement.path("predicate").path("runDetails").path("builder").path("id").asText()).startsWith("https://");
        assertThat(statement.toString()).contains("ci.example.org/job/fraud/17").doesNotContain("secret");
    }

    @Test
    void opensslVerifiesTheSignaturesOfProvenanceAndImage() throws Exception {
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.pem");
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", "ec.pem", "-out", "key.pem");
        openssl("ec", "-in", "ec.pem", "-pubout", "-out", "public.pem");
        benches.credentials.put("key", new Credential("", Files.readString(folder.resolve("key.pem"))));
        Map<String, Object> report = run("signingCredentialsId", "key");
        assertThat((List<?>) report.get("attachments")).hasSize(3);
        for (int index : new int[] {1, 2}) {
            JsonNode bundle = attached(report, index);
            assertThat(bundle.path("mediaType").asText()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
            JsonNode envelope = bundle.path("dsseEnvelope");
            byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
            String type = envelope.path("payloadType").asText();
            Files.writeString(folder.resolve("signed"),
                    "DSSEv1 " + type.length() + " " + type + " " + payload.length + " " + new String(payload, StandardCharsets.UTF_8));
            Files.write(folder.resolve("signature"), Base64.getDecoder().decode(envelope.path("signatures").path(0).path("sig").asText()));
            assertThat(openssl("dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "signed")).contains("Verified OK");
            assertThat("sha256:" + Json.parse(payload).path("subject").path(0).path("digest").path("sha256").asText()).isEqualTo(report.get("digest"));
        }
        assertThat(String.valueOf(report)).doesNotContain("PRIVATE KEY");
    }

    private Map<String, Object> run(String... more) throws InterruptedException {
        Map<String, Object> arguments = new HashMap<>(Map.of("model", "model", "output", "oci:out", "image", "registry.example.org/fraud:1"));
        for (int index = 0; index < more.length; index += 2) {
            arguments.put(more[index], more[index + 1]);
        }
        return benches.run(arguments);
    }

    /** The content of an attachment, which must point to the image. */
    private JsonNode attached(Map<String, Object> report, int index) throws IOException {
        JsonNode manifest = blob((String) ((Map<?, ?>) ((List<?>) report.get("attachments")).get(index)).get("digest"));
        assertThat(manifest.path("subject").path("digest").asText()).isEqualTo(report.get("digest"));
        assertThat(manifest.path("artifactType").asText()).isEqualTo(manifest.path("layers").path(0).path("mediaType").asText());
        return blob(manifest.path("layers").path(0).path("digest").asText());
    }

    private JsonNode blob(String digest) throws IOException {
        return Json.parse(Files.readAllBytes(folder.resolve("out/blobs/sha256").resolve(digest.substring("sha256:".length()))));
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
