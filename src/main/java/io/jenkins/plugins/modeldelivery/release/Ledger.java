package io.jenkins.plugins.modeldelivery.release;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The releases of one workload in the order in which they ended: JSON Lines that are only ever appended to. A line that
 * a crash cut short is passed over; the next one begins anew.
 */
public final class Ledger {
    private static final String CLUSTERLESS = "local";

    private final Path file;

    private Ledger(Path file) {
        this.file = file;
    }

    /**
     * The ledger of a workload that no cluster holds.
     *
     * @param root the folder of all ledgers; made where it is missing
     * @param workload as in {@code local/fraud}
     */
    public static Ledger ofLocal(Path root, Workload workload) {
        return new Ledger(root.resolve("releases").resolve(CLUSTERLESS).resolve("default")
                .resolve(workload.kind() + "." + workload.name() + ".jsonl"));
    }

    /**
     * Appends a release, durably.
     *
     * @throws SurroundingsException if the file cannot be written
     */
    public void append(Release release) {
        try {
            Files.createDirectories(file.getParent());
            boolean torn = Files.exists(file) && !endsWithLineFeed();
            String line = (torn ? "\n" : "") + ReportJson.line(toMap(release)) + "\n";
            Files.write(
                    file, line.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot write the ledger " + file + ": " + e + "; check its permissions and the free space", e);
        }
    }

    /**
     * All releases, oldest first.
     *
     * @throws SurroundingsException if the file cannot be read
     */
    public List<Release> releases() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Release> releases = new ArrayList<>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                read(line).ifPresent(releases::add);
            }
            return releases;
        } catch (IOException e) {
            throw new SurroundingsException("cannot read the ledger " + file + ": " + e + "; check its permissions", e);
        }
    }

    /** The release that runs now, as far as the ledger knows: the last that was promoted. */
    public Optional<Release> live() {
        List<Release> promoted = releases().stream()
                .filter(release -> release.outcome() == Release.Outcome.PROMOTED)
                .toList();
        return promoted.isEmpty() ? Optional.empty() : Optional.of(promoted.get(promoted.size() - 1));
    }

    private boolean endsWithLineFeed() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    }

    private static Map<String, Object> toMap(Release release) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", release.id());
        map.put("image", release.image());
        map.put("endpoint", release.endpoint());
        map.put("build", release.build());
        map.put("outcome", release.outcome().name());
        map.put("verdict", release.verdict().name());
        map.put("reason", release.reason());
        map.put("startedAt", release.startedAt().toString());
        map.put("finishedAt", release.finishedAt().toString());
        return map;
    }

    private Optional<Release> read(String line) {
        try {
            ReportView view = new ReportView(ReportJson.read(line, file.toString()));
            return Optional.of(new Release(
                    view.text("id"),
                    view.text("image"),
                    view.text("endpoint"),
                    view.text("build"),
                    Release.Outcome.valueOf(view.text("outcome")),
                    Verdict.valueOf(view.text("verdict")),
                    view.text("reason"),
                    Instant.parse(view.text("startedAt")),
                    Instant.parse(view.text("finishedAt"))));
        } catch (InvalidInputException | IllegalArgumentException | DateTimeParseException e) {
            // Cut short by a crash, or of a later version: what else the ledger holds is still true.
            return Optional.empty();
        }
    }
}
