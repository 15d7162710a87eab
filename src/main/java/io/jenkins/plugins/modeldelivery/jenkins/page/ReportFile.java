package io.jenkins.plugins.modeldelivery.jenkins.page;

import hudson.model.Run;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The side file {@code <build>/model-delivery/<name>/report.json}: the whole report, which goes with its build, and beside
 * it the same in further forms.
 */
final class ReportFile {
    private final Path path;

    ReportFile(Run<?, ?> run, String name) {
        Path folder = run.getRootDir().toPath().resolve("model-delivery").resolve(name);
        this.path = folder.resolve("report.json");
    }

    /** Writes the file whole or not at all. */
    void write(Map<String, Object> report) throws IOException {
        Files.createDirectories(path.getParent());
        for (Map.Entry<String, String> further : KnownReports.presentation(report).files(report).entrySet()) {
            replace(path.resolveSibling(further.getKey()), further.getValue());
        }
        replace(path, ReportJson.write(report));
    }

    private static void replace(Path file, String text) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Map<String, Object> read() {
        return ReportJson.read(path);
    }

    Path path() {
        return path;
    }
}
