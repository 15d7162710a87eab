package io.jenkins.plugins.modeldelivery.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Jenkinsfile under examples runs outside Jenkins, from a folder that holds nothing but the examples, and ends well. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples");
    /** The command line of the classes under test, whose proxy shares the traffic. */
    private static final String CLI = "CLI=" + Path.of(System.getProperty("java.home"), "bin", "java") + " -cp "
            + System.getProperty("java.class.path") + " io.jenkins.plugins.modeldelivery.cli.Main";

    @TempDir
    Path checkout;

    @BeforeEach
    void checkOut() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.toList()) {
                Files.copy(file, checkout.resolve(file.toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jenkinsfiles")
    void aStepsJenkinsfileRunsFromTheRepositorysRoot(Path jenkinsfile) throws Exception {
        assertThat(run(checkout, jenkinsfile.toString())).endsWith("Finished: SUCCESS");
    }

    @Test
    void aGoodVersionIsReleasedStepByStepWithoutLosingARequest() throws Exception {
        assertThat(run(checkout, "examples/canary/Jenkinsfile", "-p", CLI))
                .contains("confirms 25 %", "Promoted: ", "without an answer 0")
                .endsWith("Finished: SUCCESS");
    }

    @Test
    void aVersionThatFailsInProductionIsTakenBackWithoutLosingARequest() throws Exception {
        assertThat(run(checkout, "examples/rollback/Jenkinsfile", "-p", CLI))
                .contains("Promoted: ", "Rolled back: alert error_rate > 5%", "without an answer 0")
                .endsWith("Finished: SUCCESS");
    }

    @Test
    void theDemoAlsoRunsWhereOnlyTheFolderExamplesIsCheckedOut() throws Exception {
        assertThat(run(checkout.resolve("examples"), "Jenkinsfile", "-p", "DIGITS=digits"))
                .contains("digits: PASS", "eights: WARN")
                .endsWith("Finished: SUCCESS");
    }

    @Test
    void theDemoReleasesAGoodVersionAndTakesABrokenOneBackWithoutLosingARequest() throws Exception {
        String printed = run(checkout, "examples/Jenkinsfile", "-p", CLI);

        assertThat(printed).contains("Promoted: ", "bad: FAIL", "Rolled back: errors not worse").endsWith("Finished: SUCCESS");
        assertThat(printed.lines().filter(line -> line.contains("sent "))).hasSize(2).allMatch(line -> line.endsWith("without an answer 0"));
    }

    /** Those that need no proxy, and so no command line of their own. */
    static List<Path> jenkinsfiles() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.endsWith("Jenkinsfile") && !needsAProxy(file)).sorted().toList();
        }
    }

    private static boolean needsAProxy(Path jenkinsfile) {
        try {
            return Files.readString(jenkinsfile).contains("traffic.sh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the command line printed, up to its verdict. */
    private static String run(Path folder, String... arguments) throws Exception {
        Path log = folder.resolve("run.log");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.jenkins.plugins.modeldelivery.cli.Main",
                                "run"),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        if (Stream.of(arguments).anyMatch(CLI::equals)) {
            builder.environment().put("DEMO_PROXY_PSW", "a token of the test");
        }
        Process process = builder
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        String printed = Files.readString(log);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed.substring(0, printed.indexOf("\nReport"));
    }
}
