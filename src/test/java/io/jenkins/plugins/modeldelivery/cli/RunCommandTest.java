package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo 'fine'                        | 0 | ''
            fakeStep verdict: 'WARN'           | 0 | ''
            fakeStep verdict: 'FAIL'           | 1 | ''
            fakeStep verdict: 'FAIL', onFail: 'UNSTABLE'     | 1 | ''
            currentBuild.result = 'UNSTABLE'   | 1 | ''
            error 'broken'                     | 1 | ''
            fakeStep trouble: 'input'          | 2 | Jenkinsfile:1: fakeStep: inputs 'x.csv' does not exist; give one that does
            catchError { fakeStep trouble: 'input' } | 1 | ''
            fakeStep trouble: 'surroundings'   | 3 | Jenkinsfile:1: the disk is full; free some space
            junit 'x'                          | 2 | Jenkinsfile:1: 'junit' is not supported outside Jenkins
            'x'.with { junit it }              | 2 | Jenkinsfile:1: 'junit' is not supported outside Jenkins
            node {                             | 2 | Jenkinsfile:
            """)
    void theResultDecidesTheExitStatus(String statement, int status, String error) throws IOException {
        assertThat(run("node { " + statement + " }")).isEqualTo(status);
        assertThat(terminal.err()).hasLineCount(error.isEmpty() ? 0 : 1).startsWith(error);
    }

    @Test
    void writesThePageOfTheRunOverTheReportsOfItsSteps() throws IOException {
        Path json = folder.resolve("run.json");

        run("node { stage('One') { fakeStep name: 'a'; fakeStep name: 'b', verdict: 'FAIL', onFail: 'UNSTABLE'\n"
                + "writeFile file: 'x.txt', text: 'x'; archiveArtifacts 'x.txt' } }", "--json", json.toString());

        Path output = folder.resolve("output");
        assertThat(Files.readString(output.resolve("index.html")))
                .contains("a/index.html", "b/index.html", "One", "x.txt", "UNSTABLE");
        assertThat(output.resolve("a/badge.svg")).exists();
        assertThat(output.resolve("artifacts/x.txt")).hasContent("x");
        assertThat(terminal.out()).endsWith("Finished: UNSTABLE\nReport: " + output.resolve("index.html") + "\n");
        Map<String, Object> outcome = ReportJson.read(json);
        assertThat(outcome).containsEntry("schema", "model-delivery/run/1").containsEntry("result", "UNSTABLE");
        assertThat(outcome).containsEntry("artifacts", List.of("x.txt"));
        assertThat(ReportJson.read(output.resolve("report.json"))).isEqualTo(outcome);
    }

    @Test
    void takesParameters() throws IOException {
        assertThat(run("echo \"${params.A} ${params.B}\"", "-p", "A=1", "-p", "B=x=y")).isZero();
        assertThat(terminal.out()).contains("1 x=y");
    }

    @Test
    void aFileOrWorkspaceThatIsMissingIsRefused() {
        Path absent = folder.resolve("absent");

        assertThat(terminal.call("run", absent.toString())).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("run: " + absent + " cannot be read (NoSuchFileException); give the path of a Jenkinsfile\n");
        assertThat(terminal.call("run", "--workspace", absent.toString())).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("--workspace " + absent + " is not a folder; name one that exists\n");
    }

    private int run(String jenkinsfile, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("Jenkinsfile"), jenkinsfile);
        List<String> arguments = new ArrayList<>(List.of(
                "run", file.toString(), "--workspace", folder.toString(), "--output", folder.resolve("output").toString()));
        arguments.addAll(List.of(options));
        return terminal.call(arguments.toArray(String[]::new));
    }
}
