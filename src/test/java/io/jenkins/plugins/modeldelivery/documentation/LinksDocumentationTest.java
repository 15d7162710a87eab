package io.jenkins.plugins.modeldelivery.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between our documents lead somewhere, and no document is beyond a reader's reach. */
class LinksDocumentationTest {
    private static final Path ROOT = Path.of("");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkResolves(Path document) throws IOException {
        for (String link : relativeLinks(document)) {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();

            assertThat(target).as("%s links to %s", document, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("%s links to %s", document, link).contains(parts[1]);
            }
        }
    }

    @Test
    void everyPageOfDocsIsLinkedFromAnother() throws IOException {
        List<Path> linked = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : relativeLinks(document)) {
                linked.add(document.resolveSibling(link.split("#", 2)[0]).normalize());
            }
        }
        assertThat(linked).containsAll(documents().stream().filter(document -> document.startsWith("docs")).toList());
    }

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        for (String folder : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }

    private static List<String> relativeLinks(Path document) throws IOException {
        String text = CODE.matcher(Files.readString(document)).replaceAll("");
        return LINK.matcher(text).results().map(link -> link.group(1)).filter(link -> !link.contains("://")).toList();
    }

    /** The anchors that GitHub makes of headings. */
    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document)).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }
}
