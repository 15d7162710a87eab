package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDifferenceTest {
    @TempDir
    Path folder;

    @Test
    void aReportSaysWhatChangedSinceTheLastImage() throws Exception {
        Files.createDirectories(folder.resolve("server"));
        Files.writeString(folder.resolve("weights.bin"), "w".repeat(5000));
        Files.writeString(folder.resolve("server/serve.py"), "print(1)\n");
        Benches benches = new Benches(folder);
        Map<String, Object> first = benches.run(arguments());
        assertThat(first).doesNotContainKey("difference");

        benches.previous = first;
        Map<?, ?> none = (Map<?, ?>) benches.run(arguments()).get("difference");
        assertThat(none.get("same")).isEqualTo(true);
        assertThat(none.get("sizeChange")).isEqualTo(0L);

        Files.writeString(folder.resolve("server/serve.py"), "print(2)\n".repeat(500));
        Map<String, Object> second = benches.run(arguments());
        Map<?, ?> difference = (Map<?, ?>) second.get("difference");
        assertThat(difference.get("same")).isEqualTo(false);
        assertThat(difference.get("reference")).isEqualTo(first.get("reference"));
        assertThat((Long) difference.get("sizeChange")).isPositive();
        assertThat(String.valueOf(difference.get("added"))).contains("kind=code", "serve.py");
        assertThat((List<?>) difference.get("added")).hasSize(1);
        assertThat((List<?>) difference.get("removed")).hasSize(1);
        assertThat(benches.log).anyMatch(line -> line.contains("1 layers new, 1 gone, +"));
        String page = page(second);
        assertThat(page).contains("Difference from the last image", "new", "gone");
    }

    private static String page(Map<String, Object> report) {
        return HtmlWriter.page(new ImagePresentation().document(report));
    }

    private static Map<String, Object> arguments() {
        return Map.of("model", "weights.bin", "serve", "server", "output", "oci:out");
    }
}
