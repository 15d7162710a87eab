package io.jenkins.plugins.modeldelivery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource({"PASS, 0", "WARN, 0", "FAIL, 1", "INCONCLUSIVE, 1"})
    void theVerdictDecidesTheExitStatus(String verdict, int status) {
        assertThat(terminal.call("fake-step", "--verdict", verdict)).isEqualTo(status);
        assertThat(terminal.out()).startsWith("fakeStep: " + verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --trouble=input         | 2 | fakeStep: inputs 'x.csv' does not exist; give one that does
            --trouble=surroundings  | 3 | the disk is full; free some space
            --min-rows=many         | 2 | fakeStep: minRows 'many' is not a whole number; write it in digits, as in 1000
            --name=a/b              | 2 | fakeStep: name 'a/b' cannot be part of an address
            --verdict=GOOD          | 2 | fakeStep: verdict 'GOOD' is not a choice
            --colour=red            | 2 | Unknown option: '--colour=red'; see model-delivery fake-step --help
            --min-rows              | 2 | Missing required parameter for option '--min-rows'
            --config=absent.yaml    | 2 | --config absent.yaml cannot be read (NoSuchFileException); check the path
            """)
    void anErrorIsOneLineOnStandardError(String argument, int status, String line) {
        assertThat(terminal.call("fake-step", argument)).isEqualTo(status);
        assertThat(terminal.err().lines().reduce((first, last) -> last)).hasValueSatisfying(
                error -> assertThat(error).startsWith(line));
        assertThat(terminal.err().lines().filter(error -> error.startsWith("working in"))).hasSizeLessThanOrEqualTo(1);
        assertThat(terminal.err()).doesNotContain("\tat ");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(terminal.call("fake-step", "--trouble=input", "--debug")).isEqualTo(2);
        assertThat(terminal.err()).contains("\tat ").contains("InvalidInputException");
    }

    @Test
    void aCommandThatDoesNotExistIsRefused() {
        assertThat(terminal.call("fake-stepp")).isEqualTo(2);
        assertThat(terminal.err()).hasLineCount(1).contains("'fake-stepp'").contains("--help");
        assertThat(terminal.call()).isEqualTo(2);
        assertThat(terminal.err()).hasLineCount(1);
    }

    @Test
    void everyParameterIsAnOptionAndListsRepeat() throws IOException {
        Path json = folder.resolve("new/report.json");

        terminal.call(
                "fake-step", "--gate", "a >= 1", "--gates", "b >= 2", "--sizes", "1,2", "--sizes", "3", "--min-rows", "7",
                "--confidence=0.9", "--verify", "--input=x", "--json", json.toString());

        Map<String, Object> report = ReportJson.read(json);
        assertThat(report).containsEntry("sizes", List.of(1L, 2L, 3L)).containsEntry("minRows", 7L);
        assertThat(report).containsEntry("confidence", 0.9).containsEntry("verify", true).containsEntry("read", List.of("x"));
        assertThat(report.get("gates").toString()).contains("a >= 1").contains("b >= 2");
        assertThat(Files.list(json.getParent())).containsExactly(json);
    }

    @Test
    void aConfigurationFileSaysTheSameAsOptions() throws IOException {
        Path fromFile = folder.resolve("file.json");
        Path fromOptions = folder.resolve("options.json");
        Path config = Files.writeString(folder.resolve("config.yaml"), """
                name: 1.0
                gates: ['a >= 1', "b >= 2"]
                sizes: [1, 2, 3]
                minRows: 7
                confidence: 9e-1
                verify: true
                inputs:
                  - yes
                  - 2026-01-01
                  - 007
                """);

        terminal.call("fake-step", "--config", config.toString(), "--json", fromFile.toString());
        terminal.call(
                "fake-step", "--name=1.0", "--gate=a >= 1", "--gate=b >= 2", "--sizes=1,2,3", "--min-rows=7", "--confidence=9e-1",
                "--verify=true", "--input=yes", "--input=2026-01-01", "--input=007", "--json", fromOptions.toString());

        assertThat(withoutTimes(fromFile)).isEqualTo(withoutTimes(fromOptions)).containsEntry("name", "1.0");
    }

    @Test
    void anOptionWinsOverTheConfigurationFile() throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), "verdict: FAIL\ngates: [a, b]\n");

        assertThat(terminal.call("fake-step", "--config", config.toString(), "--verdict=PASS", "--gate=c")).isZero();
        assertThat(terminal.out()).contains("c  ").doesNotContain("a  ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minRows: [1, 2]              | fakeStep: minRows '[1, 2]' is not a text
            gates: {a: 1}                | gives gates a nested value; write a text, or a list of texts
            gates: [[a]]                 | gives gates a nested value
            minrows: 5                   | fakeStep: there is no parameter 'minrows'; did you mean 'minRows'?
            name: 'a                     | is not YAML at line 2
            [a, b]                       | is not a list of 'name: value' lines
            just text                    | is not a list of 'name: value' lines
            !!java.net.URL [http://x]    | is not YAML
            {name: a, name: b}           | is not YAML at line 1: found duplicate key name
            """)
    void aConfigurationFileOfAnotherFormIsRefusedInOneLine(String content, String cause) throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), content + "\n");

        assertThat(terminal.call("fake-step", "--config", config.toString())).isEqualTo(2);
        assertThat(terminal.err()).hasLineCount(1).contains(cause);
    }

    @Test
    void anEmptyConfigurationFileGivesNothing() throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), "# nothing yet\n");

        assertThat(terminal.call("fake-step", "--config", config.toString())).isZero();
    }

    @Test
    void writesTheReportAsAPageAndSaysWhere() throws IOException {
        Path page = folder.resolve("page");

        assertThat(terminal.call("fake-step", "--verdict=FAIL", "--report", page.toString())).isEqualTo(1);
        assertThat(terminal.out()).endsWith("Report: " + page.resolve("index.html") + "\n");
        try (var files = Files.list(page)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("index.html", "report.css", "report.json", "badge.svg");
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsTheSurroundingsFault() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(terminal.call("fake-step", "--report", file.resolve("below").toString())).isEqualTo(3);
        assertThat(terminal.err().lines().reduce((first, last) -> last).orElse("")).startsWith("cannot write the report to");
    }

    @Test
    void printsEachGateInARow() {
        terminal.call("fake-step", "--gate=accuracy >= 0.9", "--gate=f1 >= 0.8");

        assertThat(terminal.out()).isEqualTo("""
                fakeStep: PASS
                  told to be PASS
                  gate             verdict  value   interval
                  accuracy >= 0.9  PASS     0.9540  –
                  f1 >= 0.8        PASS     0.9540  –
                """);
    }

    @Test
    void helpListsEveryOptionAndTheVersionNamesTheTool() {
        assertThat(terminal.call("fake-step", "--help")).isZero();
        assertThat(terminal.out()).contains("--gate", "--min-rows", "default 10", "--config", "PASS | WARN | FAIL | INCONCLUSIVE");
        assertThat(terminal.call("--version")).isZero();
        assertThat(terminal.out()).startsWith("model-delivery");
    }

    @Test
    void anInterruptionCancels() {
        Thread.currentThread().interrupt();

        assertThat(terminal.call("fake-step", "--trouble=hang")).isEqualTo(130);
        assertThat(terminal.err()).endsWith("cancelled\n");
    }

    private static Map<String, Object> withoutTimes(Path json) {
        Map<String, Object> report = ReportJson.read(json);
        report.keySet().removeAll(List.of("startedAt", "finishedAt"));
        return report;
    }
}
