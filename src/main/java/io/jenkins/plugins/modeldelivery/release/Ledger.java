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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The releases of one workload in the order in which they ended: JSON Lines that are appended to. A line that
 * a crash cut short is passed over; the next one begins anew. Of more than 200 releases the oldest go.
 */
public final class Ledger {
    /** Beyond this many the oldest go; what one can go back to is kept longer than what was tried in vain. */
    private static final int MOST = 200;
    private static final int MOST_TRIED = 100;

    private final Path file;

    private Ledger(Path file) {
        this.file = file;
    }

    /**
     * The ledger of what an operation names as its subject.
     *
     * @param root the folder of all ledgers
     * @param subject as in {@code local/default/local.fraud}
     */
    public static Ledger ofSubject(Path root, String subject) {
        Path folder = root.resolve("releases");
        Path file = folder.resolve(subject + ".jsonl").normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("no subject: " + subject);
        }
        return new Ledger(file);
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
            bound();
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot write the ledger " + file + ": " + e + "; check its permissions and the free space", e);
        }
    }

    /** Written anew beside it and put in its place, so that a crash leaves the old one or the new one. */
    private void bound() throws IOException {
        List<Release> all = releases();
        if (all.size() <= MOST) {
            return;
        }
        List<Release> tried = all.stream().filter(release -> !release.outcome().wasLive()).toList();
        Set<String> gone = new HashSet<>();
        tried.subList(0, Math.max(0, tried.size() - MOST_TRIED)).forEach(release -> gone.add(release.id()));
        List<Release> kept = all.stream().filter(release -> !gone.contains(release.id())).toList();
        StringBuilder lines = new StringBuilder();
        kept.subList(Math.max(0, kept.size() - MOST), kept.size())
                .forEach(release -> lines.append(ReportJson.line(toMap(release))).append('\n'));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    /** The release that runs now, as far as the ledger knows: the last that was found or promoted, and not withdrawn. */
    public Optional<Release> live() {
        List<Release> good = good();
        return good.isEmpty() ? Optional.empty() : Optional.of(good.get(good.size() - 1));
    }

    /** The release that one would go back to from the live one: the last good one of another version. */
    public Optional<Release> former() {
        List<Release> good = good();
        return good.stream().filter(release -> !release.isOf(good.get(good.size() - 1))).reduce((first, last) -> last);
    }

    /** How an image came to be withdrawn; empty if it never was, or was promoted again since. */
    public Optional<Release> withdrawal(String image) {
        return releases().stream()
                .filter(release -> release.isOf(image))
                .filter(release -> release.outcome().wasLive() || release.outcome() == Release.Outcome.WITHDRAWN)
                .reduce((first, last) -> last)
                .filter(release -> release.outcome() == Release.Outcome.WITHDRAWN);
    }

    /** What has run and was not withdrawn since, oldest first. */
    public List<Release> good() {
        List<Release> good = new ArrayList<>();
        for (Release release : releases()) {
            if (release.outcome().wasLive()) {
                good.add(release);
            } else if (release.outcome() == Release.Outcome.WITHDRAWN) {
                good.removeIf(release::isOf);
            }
        }
        return good;
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
        map.put("evaluation", release.evaluation());
        map.put("manifests", release.manifests());
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
                    view.text("evaluation"),
                    view.texts("manifests"),
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
