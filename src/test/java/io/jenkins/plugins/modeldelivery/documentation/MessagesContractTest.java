package io.jenkins.plugins.modeldelivery.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text that a user reads is there in both languages and says the same things. */
class MessagesContractTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    @ParameterizedTest
    @MethodSource("bundles")
    void theChineseTextsAreTheEnglishOnesInOtherWords(Path english) throws IOException {
        Map<String, String> ours = read(english);
        Map<String, String> theirs = read(english.resolveSibling("Messages_zh_CN.properties"));

        assertThat(theirs.keySet()).isEqualTo(ours.keySet());
        for (Map.Entry<String, String> text : ours.entrySet()) {
            assertThat(placeholders(theirs.get(text.getKey()))).as(text.getKey()).isEqualTo(placeholders(text.getValue()));
        }
    }

    /** MessageFormat swallows a lone apostrophe and takes what follows literally. */
    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextIsAMessageFormatWithDoubledApostrophes(Path english) throws IOException {
        for (Path file : List.of(english, english.resolveSibling("Messages_zh_CN.properties"))) {
            assertThat(read(file)).allSatisfy((key, text) -> {
                assertThat(text).as(key).isNotBlank().doesNotContainPattern(LONE_APOSTROPHE);
                assertThat(new MessageFormat(text).toPattern()).as(key).isNotBlank();
            });
        }
    }

    static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.endsWith("Messages.properties")).sorted().toList();
        }
    }

    private static List<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
