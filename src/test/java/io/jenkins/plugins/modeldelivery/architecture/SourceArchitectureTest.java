package io.jenkins.plugins.modeldelivery.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of style that only the sources show. */
class SourceArchitectureTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern TYPE = Pattern.compile(
            "^(?:@|(?:public |final |abstract |sealed |non-sealed )*(?:class|interface|record|enum) )", Pattern.MULTILINE);

    @Test
    void noFileIsLongerThanAReaderCanHold() {
        assertThat(sources(MAIN, TEST, EXAMPLES)).allSatisfy(
                file -> assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void everyTypeBeginsWithAnExplanation() {
        assertThat(sources(MAIN, EXAMPLES)).filteredOn(file -> !file.endsWith("package-info.java")).allSatisfy(file -> {
            String source = read(file);
            var type = TYPE.matcher(source);
            assertThat(type.find()).as("%s declares a type", file).isTrue();
            assertThat(source.substring(0, type.start())).as("%s, before its type", file).contains("/**");
        });
    }

    @Test
    void nothingIsLeftUndoneOrSwallowed() {
        assertThat(sources(MAIN, TEST, EXAMPLES)).filteredOn(file -> !file.endsWith("SourceArchitectureTest.java")).allSatisfy(
                file -> assertThat(read(file)).as(file.toString())
                        .doesNotContain("TODO", "FIXME", ".printStackTrace(", "@Disabled"));
    }

    @Test
    void noTestWaitsForTheClock() {
        assertThat(sources(TEST)).filteredOn(file -> file.toString().endsWith("Test.java"))
                .filteredOn(file -> !file.endsWith("SourceArchitectureTest.java"))
                .allSatisfy(file -> assertThat(read(file)).as(file.toString()).doesNotContain("Thread.sleep("));
    }

    @Test
    void secretsAreComparedInOnePlaceOnly() {
        Pattern comparison = Pattern.compile("MessageDigest\\.isEqual"
                + "|(secret|token|password|plainText)\\w*(\\(\\))?\\.(equals|equalsIgnoreCase|contentEquals|compareTo)\\("
                + "|\\.(equals|equalsIgnoreCase|contentEquals|compareTo)\\((\\w+\\.)?(secret|token|password)", Pattern.CASE_INSENSITIVE);
        assertThat(sources(MAIN)).filteredOn(file -> !file.endsWith("SecretComparison.java")).allSatisfy(
                file -> assertThat(comparison.matcher(read(file)).results().map(MatchResult::group)).as(file.toString()).isEmpty());
    }

    private static List<Path> sources(Path... roots) {
        return Stream.of(roots).filter(Files::isDirectory).flatMap(SourceArchitectureTest::under).toList();
    }

    private static Stream<Path> under(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
