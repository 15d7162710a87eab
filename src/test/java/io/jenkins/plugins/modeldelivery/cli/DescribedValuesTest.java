package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubernetes(…)} is understood as an option, in a configuration file, and in a Jenkinsfile outside Jenkins. */
class DescribedValuesTest {
    private static final String ON = "kubernetes(generatorImage: 'g', image: 's', gpus: -1)";
    private static final String REFUSAL = "kubernetes: gpus '-1' is out of range";

    @TempDir
    private Path folder;

    @Test
    void asAnOption() {
        assertThat(errors("gpu-benchmark", "--on", ON)).contains(REFUSAL);
    }

    @Test
    void inAConfigurationFile() throws IOException {
        Path file = Files.writeString(folder.resolve("benchmark.yaml"), "on: \"" + ON + "\"\n");
        assertThat(errors("gpu-benchmark", "--config", file.toString())).contains(REFUSAL);
    }

    @Test
    void inAJenkinsfile() throws IOException {
        assertThat(jenkinsfile("node { gpuBenchmark on: " + ON + " }")).contains(REFUSAL);
        assertThat(jenkinsfile("node { def place = " + ON + "\n gpuBenchmark(on: place) }")).contains(REFUSAL);
        assertThat(jenkinsfile("node { gpuBenchmark on: kubernetes(gpu: 1) }")).contains("kubernetes: its parameter 'gpu' is not supported");
    }

    private String jenkinsfile(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("Jenkinsfile"), text);
        return errors("run", file.toString(), "--output", folder.resolve("output").toString());
    }

    private static String errors(String... arguments) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        CommandLines.call(new PrintStream(log, true, StandardCharsets.UTF_8), arguments);
        return log.toString(StandardCharsets.UTF_8);
    }
}
