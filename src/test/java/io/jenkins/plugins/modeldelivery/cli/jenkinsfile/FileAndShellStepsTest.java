package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileAndShellStepsTest {
    private Trial trial;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        trial = new Trial(folder);
    }

    @Test
    void shStopsAtTheFirstFailingCommandWithItsStatus() {
        Outcome outcome = trial.runSteps("sh '''echo '> one'\nfalse\necho '> two' '''");

        assertThat(outcome.explanation()).isEqualTo("Jenkinsfile:3: script returned exit code 1");
        assertThat(trial.echoes()).containsExactly("one");
        assertThat(trial.log()).contains("[One] + false");
    }

    @Test
    void shReturnsItsStatusOrItsOutput() {
        trial.run("""
                node {
                    echo "> ${sh(script: 'exit 7', returnStatus: true) + 1}"
                    echo "> ${sh(script: 'echo text; echo aside >&2', returnStdout: true).trim()}"
                }
                """);

        assertThat(trial.echoes()).containsExactly("8", "text");
        assertThat(trial.log()).contains("aside");
    }

    @Test
    void shHonoursItsOwnInterpreterAndShowsAnUnfinishedLastLine() {
        trial.runSteps("sh '''#!/bin/cat\n> the script itself'''");

        assertThat(trial.echoes()).containsExactly("the script itself");
    }

    @Test
    void aTimeoutKillsTheScriptWithAllThatItStarted() throws IOException {
        Outcome outcome = trial.run("""
                node {
                    writeFile file: 'go.sh', text: '(setsid sleep 601 & echo $! > detached) ; sleep 602 & echo $! > child; touch ready; wait'
                    parallel run: { sh 'sh go.sh' },
                        stop: { sh 'while [ ! -e ready ]; do sleep 0.02; done'; error 'stop' },
                        failFast: true
                }
                """);

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(isRunning("detached")).isFalse();
        assertThat(isRunning("child")).isFalse();
    }

    @Test
    void whatRunsInTheBackgroundOutlivesItsStepButNotItsNode() throws IOException {
        trial.run("""
                node {
                    sh 'sleep 603 & echo $! > server'
                    sh 'kill -0 $(cat server) && echo "> still there"'
                }
                """);

        assertThat(trial.echoes()).contains("still there");
        assertThat(isRunning("server")).isFalse();
    }

    @Test
    void dirIsRelativeToTheEnclosingFolder() {
        trial.runSteps("dir('a') { dir('b') { writeFile file: 'c/d.txt', text: \"${1 + 1}\" } }\n"
                + "echo \"> ${readFile 'a/b/c/d.txt'}\"\n sh 'echo \"> ${PWD##*/}\"'");

        assertThat(trial.echoes()).contains("2", "workspace");
    }

    @Test
    void readFileNamesTheFileThatIsMissing() {
        Outcome outcome = trial.runSteps("readFile 'absent.txt'");

        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.explanation())
                .startsWith("Jenkinsfile:3: readFile: ")
                .contains("absent.txt cannot be read (NoSuchFileException); check the path");
    }

    @Test
    void archivesWhatMatchesBelowTheCurrentFolder() {
        Outcome outcome = trial.runSteps("""
                sh 'mkdir -p out/deep && touch out/a.json out/b.txt out/deep/c.json top.json'
                archiveArtifacts artifacts: 'out/**/*.json, top.*', excludes: 'out/deep/'
                """);

        assertThat(outcome.artifacts()).isEqualTo(List.of("out/a.json", "top.json"));
        assertThat(trial.workspace().resolve("output/artifacts/out/a.json")).exists();
    }

    @Test
    void archivingNothingFailsUnlessAllowed() {
        assertThat(trial.runSteps("archiveArtifacts 'nothing/*'").explanation())
                .contains("archiveArtifacts: no file matches 'nothing/*'");
        assertThat(trial.runSteps("archiveArtifacts artifacts: 'nothing/*', allowEmptyArchive: true").result())
                .isEqualTo(Result.SUCCESS);
    }

    @Test
    void neverArchivesItsOwnOutputNorVersionControl() {
        assertThat(trial.runSteps("sh 'mkdir -p x/.git && touch a .gitignore x/.git/b'\narchiveArtifacts 'a'\narchiveArtifacts '**'").artifacts())
                .containsExactly("a", "Jenkinsfile");
    }

    private boolean isRunning(String file) throws IOException {
        long pid = Long.parseLong(Files.readString(trial.workspace().resolve(file)).strip());
        Path state = Path.of("/proc/" + pid + "/stat");
        return Files.exists(state) && !Files.readString(state).contains(") Z ");
    }
}
