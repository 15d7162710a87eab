package io.jenkins.plugins.modeldelivery.image.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.image.layer.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose formats are written here byte by byte, as their specifications describe them; names and endings say nothing. */
class HandmadeModelsTest {
    @TempDir
    Path folder;

    @Test
    void safetensorsTellParametersAndPrecision() throws Exception {
        String header = "{\"__metadata__\":{\"framework\":\"pt\"},\"a\":{\"dtype\":\"BF16\",\"shape\":[3,4],\"data_offsets\":[0,24]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[24,28]}}";
        write("weights", bytes(8 + header.length() + 28).putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).array());
        ModelFacts facts = detect();
        assertThat(facts.format()).isEqualTo("safetensors");
        assertThat(facts.parameters()).isEqualTo(OptionalLong.of(14));
        assertThat(facts.precision()).isEqualTo("bfloat16");
        assertThat(facts.details()).containsEntry("framework", "pt");
    }

    @Test
    void aTensorOutsideOfItsFileIsNoSafetensors() throws Exception {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}}";
        write("weights", bytes(8 + header.length() + 4).putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).array());
        assertThat(detect().parameters()).isEmpty();
    }

    @Test
    void ggufTellsNameLicenceParametersAndPrecision() throws Exception {
        ByteBuffer file = bytes(400);
        file.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(2);
        text(file, "general.license").putInt(8);
        text(file, "apache-2.0");
        text(file, "general.architecture").putInt(8);
        text(file, "llama");
        text(file, "blk.0.weight").putInt(2).putLong(32).putLong(10).putInt(12).putLong(0);
        write("model", file.array());
        ModelFacts facts = detect();
        assertThat(facts.format()).isEqualTo("gguf");
        assertThat(facts.parameters()).isEqualTo(OptionalLong.of(320));
        assertThat(facts.precision()).isEqualTo("Q4_K");
        assertThat(facts.licence()).isEqualTo("apache-2.0");
        assertThat(facts.details()).containsEntry("architecture", "llama");
    }

    /** A meta graph (field 2) with the signature (field 5) that maps a name (1) to inputs (1) and outputs (2). */
    @Test
    void aSavedModelTellsItsSignature() throws Exception {
        byte[] input = message(1, message(1, "x".getBytes(StandardCharsets.US_ASCII)));
        byte[] output = message(2, message(1, "y".getBytes(StandardCharsets.US_ASCII)));
        byte[] entry = join(message(1, "serving_default".getBytes(StandardCharsets.US_ASCII)), message(2, join(input, output)));
        write("saved_model.pb", join(new byte[] {8, 1}, message(2, message(5, entry))));
        ModelFacts facts = detect();
        assertThat(facts.format()).isEqualToIgnoringCase("SavedModel");
        assertThat(facts.signature()).contains("x", "y");
    }

    @Test
    void kerasOwnArchiveTellsItsArchitecture() throws Exception {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write("{\"class_name\": \"Functional\"}".getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(new byte[100]);
        }
        write("model", archive.toByteArray());
        assertThat(detect().format()).isEqualTo("keras");
        assertThat(detect().details()).containsEntry("architecture", "Functional");
    }

    @Test
    void lightGbmTellsItsFeatures() throws Exception {
        write("model", "tree\nversion=v4\nnum_class=1\nfeature_names=amount country\nobjective=binary sigmoid:1\n\nTree=0\nleaf=1\n\nTree=1\nleaf=1\n\nend of trees\n"
                .getBytes(StandardCharsets.US_ASCII));
        ModelFacts facts = detect();
        assertThat(facts.format()).isEqualTo("lightgbm");
        assertThat(facts.signature()).contains("amount country");
        assertThat(facts.details()).containsEntry("trees", "2").containsEntry("objective", "binary sigmoid:1");
    }

    @Test
    void anMlModelGoesBeforeWhatItHolds() throws Exception {
        write("MLmodel", "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n  sklearn:\n    code: null\nsignature:\n  inputs: '[{\"name\": \"amount\"}]'\n"
                .getBytes(StandardCharsets.US_ASCII));
        write("README.md", "---\nlicense: mit\n---\n# Fraud\n".getBytes(StandardCharsets.US_ASCII));
        ModelFacts facts = detect();
        assertThat(facts.format()).isEqualTo("mlflow");
        assertThat(facts.details()).containsEntry("flavors", "python_function, sklearn");
        assertThat(facts.signature()).contains("amount");
        assertThat(facts.licence()).isEqualTo("mit");
        assertThat(facts.annotations()).containsEntry("org.opencontainers.image.licenses", "mit")
                .containsEntry("model-delivery.jenkins.io/format", "mlflow");
    }

    private ModelFacts detect() throws IOException {
        return ModelDetector.detect(new FileTree("model", "models").list(folder));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer text(ByteBuffer file, String text) {
        return file.putLong(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] message(int field, byte[] content) {
        return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
