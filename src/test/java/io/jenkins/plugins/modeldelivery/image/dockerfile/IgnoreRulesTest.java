package io.jenkins.plugins.modeldelivery.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
    @ParameterizedTest
    @CsvSource({
        "temp, temp, true", "temp, temp/a/b, true", "temp, other/temp, false", "/temp/, temp/a, true", "./temp, temp, true",
        "*/temp*, a/temporary, true", "*/temp*, a/b/temp, false", "**/temp*, a/b/temp, true", "**/temp*, temp1, true",
        "temp?, tempa, true", "temp?, temp, false", "**/*.go, main.go, true", "**/*.go, a/main.go, true", "*.go, a/main.go, false",
        "a/**, a/b/c, true", "a/**/z, a/z, true", "[a-c].txt, b.txt, true", "[^a-c].txt, b.txt, false", "a\\*b, a*b, true",
        "a\\*b, axb, false", "a+b, a+b, true", "a.b, axb, false", ".git, .git/config, true", "none, model/weights.bin, false"
    })
    void patternsMeanWhatDockerMeans(String line, String file, boolean ignored) {
        assertThat(IgnoreRules.parse("Dockerfile", List.of(line)).takes(file)).isNotEqualTo(ignored);
    }

    @Test
    void theLastLineThatMatchesDecides() {
        IgnoreRules rules = IgnoreRules.parse("Dockerfile", List.of("# all", "", "*", "!model", "model/*.tmp", "!model/keep.tmp"));
        assertThat(rules.takes("server/serve.py")).isFalse();
        assertThat(rules.takes("model/weights.bin")).isTrue();
        assertThat(rules.takes("model/a.tmp")).isFalse();
        assertThat(rules.takes("model/keep.tmp")).isTrue();
        assertThat(rules.enters("model")).isTrue();
    }

    @Test
    void theDockerfileIsAlwaysTakenAndTheHistoryNever() {
        IgnoreRules rules = IgnoreRules.parse("build/Dockerfile", List.of("build", "secret"));
        assertThat(rules.takes("build/Dockerfile")).isTrue();
        assertThat(rules.takes("build/other")).isFalse();
        assertThat(rules.enters("build")).isTrue();
        assertThat(rules.enters("secret")).isFalse();
        assertThat(rules.enters(".git")).isFalse();
    }

    @Test
    void aFileOfTheDockerfilesOwnComesFirst(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve(".dockerignore"), "a\n");
        assertThat(IgnoreRules.of(folder, "Dockerfile").takes("a")).isFalse();
        Files.writeString(folder.resolve("Dockerfile.dockerignore"), "b\n");
        assertThat(IgnoreRules.of(folder, "Dockerfile").takes("a")).isTrue();
        assertThat(IgnoreRules.of(folder, "Dockerfile").takes("b")).isFalse();
    }
}
