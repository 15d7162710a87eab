package io.jenkins.plugins.modeldelivery.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The declarations of the Jenkins API say what the API says: compiled against them, every class that speaks to Jenkins is
 * byte for byte what it is when compiled against the real one. No other package does; the architecture test holds that.
 */
final class DeclarationsTest {
    private static final Path ROOM = Path.of("io/jenkins/plugins/modeldelivery/jenkins");
    private static final Path REAL = Path.of("target/classes");

    @Test
    void bothCompilesGiveTheSameBytes(@TempDir Path declared) throws IOException {
        compileAgainstDeclarations(declared);
        Map<String, byte[]> expected = classes(REAL);
        Map<String, byte[]> actual = classes(declared);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    private static void compileAgainstDeclarations(Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-d", output.toString(),
                "--release", "17",
                "-g",
                "-parameters",
                "-proc:none",
                "-implicit:none",
                // A declaration wins over the real class of that name, which is on the class path of this test.
                "-Xprefer:source",
                "-sourcepath", "src/main/java" + File.pathSeparator + "target/generated-sources/localizer"
                        + File.pathSeparator + "src/jenkins-api/java",
                "-classpath", System.getProperty("java.class.path").replace(REAL.toAbsolutePath() + File.pathSeparator, ""));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            assertThat(compiled).isTrue();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> own = Files.walk(Path.of("src/main/java").resolve(ROOM));
                Stream<Path> generated = Files.walk(Path.of("target/generated-sources/localizer").resolve(ROOM))) {
            return Stream.concat(own, generated)
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Map<String, byte[]> classes(Path root) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve(ROOM))) {
            for (Path file : files.filter(DeclarationsTest::isCompiled).toList()) {
                classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    /** Whether the compiler wrote it; the classes of packages come from Maven's plugin. */
    private static boolean isCompiled(Path file) {
        return file.toString().endsWith(".class") && !file.endsWith("package-info.class");
    }
}
