package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.operation.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The real steps as commands, and the program as a process. */
@Timeout(60)
class MainTest {
    @Test
    void theOptionsOfEveryCommandAreExactlyItsStepsParametersAndTheCommonOnes() {
        for (StepCommand step : Main.STEPS) {
            CommandSpec spec = StepInvocation.spec(step, System.out, System.err);
            List<String> options = spec.options().stream().map(OptionSpec::names).flatMap(Arrays::stream).toList();
            List<Parameter> parameters = step.capability().parameters().all();

            assertThat(options)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    parameters.stream().flatMap(MainTest::names),
                                    Stream.of("--config", "--json", "--report"))
                            .toList())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void stepsAreCalledByTheirNameInKebabCase() {
        assertThat(Main.STEPS).extracting(StepCommand::name).contains("evaluate-model");
    }

    @Test
    void theProcessEndsWithTheCommandsStatus(@TempDir Path folder) throws Exception {
        Process process = start(folder, "run", "absent");

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(process.getErrorStream()).hasContent(
                "run: absent cannot be read (NoSuchFileException); give the path of a Jenkinsfile");
    }

    @Test
    void anEndFromOutsideStopsTheWorkRunsPostAndLeavesNothing(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(folder.resolve("Jenkinsfile"), """
                pipeline {
                    agent any
                    stages { stage('One') { steps { sh 'echo $$ > pid; touch started; exec sleep 604' } } }
                    post { aborted { writeFile file: 'aborted', text: 'yes' } }
                }
                """);
        Process process = start(folder, "run");
        awaitFile(folder.resolve("started"), process);

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("aborted")).hasContent("yes");
        assertThat(folder.resolve("model-delivery-run/index.html")).content().contains("ABORTED");
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private static Process start(Path folder, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = Stream.concat(
                        Stream.of(
                                java.toString(), "-cp", System.getProperty("java.class.path"),
                                "-Djava.io.tmpdir=" + folder.resolve("tmp"), Main.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void awaitFile(Path file, Process process) throws InterruptedException {
        while (!Files.exists(file)) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("ended before it began").isFalse();
        }
    }

    private static Stream<String> names(Parameter parameter) {
        return parameter.singular().isEmpty()
                ? Stream.of(parameter.option())
                : Stream.of(parameter.option(), "--" + parameter.singular());
    }
}
