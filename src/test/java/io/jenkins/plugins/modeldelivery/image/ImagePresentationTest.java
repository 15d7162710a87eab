package io.jenkins.plugins.modeldelivery.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.report.HtmlWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of an image: the page and the badge. */
class ImagePresentationTest {
    @TempDir
    Path folder;

    @Test
    void thePageShowsLayersWhatWasReusedBytesSavedAndTheModelsCard() throws Exception {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1024],\"data_offsets\":[0,4096]}}";
        byte[] weights = new byte[8 + header.length() + 4096];
        weights[0] = (byte) header.length();
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, weights, 8, header.length());
        Files.createDirectories(folder.resolve("server"));
        Files.write(folder.resolve("model.safetensors"), weights);
        Files.writeString(folder.resolve("server/serve.py"), "print(1)\n");
        run();
        Files.writeString(folder.resolve("server/serve.py"), "print(2)\n");
        Map<String, Object> report = run();
        assertThat((Long) report.get("savedBytes")).isGreaterThan(4096);

        String page = HtmlWriter.page(new ImagePresentation().document(report));
        assertThat(page).contains(">" + Messages.Log_reused() + "<", ">" + Messages.Log_sent() + "<", "model.safetensors", "serve.py", "safetensors", "1,024", "float32", (String) report.get("reference"));
        assertThat(page).contains(ImageSizes.show((Long) report.get("savedBytes")));
        String digest = ((String) report.get("digest")).substring("sha256:".length());
        assertThat(new ImagePresentation().badge(report)).isEqualTo(ImageSizes.show((Long) report.get("size")) + " " + digest.substring(0, 12));
    }

    @Test
    void aFindingIsOnThePageAndTheBadgeSaysThatThereIsNoImage() throws Exception {
        Files.writeString(folder.resolve("model.safetensors"), "x");
        Files.createDirectories(folder.resolve("server"));
        Files.writeString(folder.resolve("server/.env"), "TOKEN=1\n");
        Map<String, Object> report = run();
        assertThat(HtmlWriter.page(new ImagePresentation().document(report))).contains(".env");
        assertThat(new ImagePresentation().badge(report)).isEqualTo(Messages.Page_none());
    }

    private Map<String, Object> run() throws InterruptedException {
        return new Benches(folder).run(Map.of("model", "model.safetensors", "serve", "server", "output", "oci:out", "image", "registry.example.org/fraud:1"));
    }
}
