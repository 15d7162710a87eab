package io.jenkins.plugins.modeldelivery.report;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A folder that anyone can open in a browser: {@code index.html}, {@code report.css}, {@code report.json} and
 * {@code badge.svg}. Each file is replaced as a whole, report.json last, so that nobody reads half a report.
 */
public final class ReportFolder {
    private ReportFolder() {}

    /** Writes one step's report that has no further forms. */
    public static void write(Path folder, Document document, String badgeText, Map<String, ?> report) {
        write(folder, document, badgeText, Map.of(), report);
    }

    /**
     * Writes one step's report; the folder is made where it is missing.
     *
     * @param further texts by the name of their file, see {@link Presentation#files}
     * @throws SurroundingsException if the folder cannot be written
     */
    public static void write(
            Path folder, Document document, String badgeText, Map<String, String> further, Map<String, ?> report) {
        Verdict verdict = document.verdict() == null ? Verdict.INCONCLUSIVE : document.verdict();
        Map<String, String> files = page(document, Badge.of(document.title(), badgeText, verdict));
        files.putAll(further);
        files.put("report.json", ReportJson.write(report));
        replace(folder, files);
    }

    /**
     * Writes the overview of a run: the same files but report.json.
     *
     * @throws SurroundingsException if the folder cannot be written
     */
    public static void write(Path folder, RunIndex index) {
        replace(folder, page(index.document(), index.badge()));
    }

    /** The text of report.css, for whoever serves it under another name. */
    public static String styleSheet() {
        try (InputStream in = ReportFolder.class.getResourceAsStream(HtmlWriter.STYLE_SHEET)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar is broken: " + HtmlWriter.STYLE_SHEET, e);
        }
    }

    private static Map<String, String> page(Document document, Badge badge) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(HtmlWriter.STYLE_SHEET, styleSheet());
        files.put("badge.svg", badge.svg());
        files.put("index.html", HtmlWriter.page(document));
        return files;
    }

    private static void replace(Path folder, Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                replace(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot write the report to " + folder + ": " + e + "; check the path, its permissions and the free space", e);
        }
    }

    /** Replaces a file as a whole: a reader sees the old text or the new one. */
    static void replace(Path file, String text) throws IOException {
        Path whole = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.writeString(whole, text, StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
