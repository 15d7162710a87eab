package io.jenkins.plugins.modeldelivery.rollback;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When watches have started one training job: JSON Lines of the last seven days, for the budget and the cool-down. */
final class TrainingLog {
    private static final Duration PERIOD = Duration.ofDays(7);
    /** Watches over several workloads may want the same job at once. */
    private static final Object WRITING = new Object();

    private final Path file;

    /**
     * Opens the log of a job.
     *
     * @param store the folder of everything that outlives builds
     * @param job full name of the job
     */
    TrainingLog(Path store, String job) {
        this.file = store.resolve("trainings").resolve("job-" + job.replaceAll("[^A-Za-z0-9._-]", "_") + ".jsonl");
    }

    private record Start(Instant at, String watch) {
        String line() {
            return ReportJson.line(Map.of("at", at.toString(), "watch", watch));
        }
    }

    /**
     * Takes a start out of the budget, durably, before it happens.
     *
     * @param watch who starts it; a watch that has taken one already takes no other
     * @return when it may be asked for again; empty if it was taken
     * @throws SurroundingsException if the disk does not take it
     */
    Optional<Instant> take(String watch, Instant now, long budget, Duration cooldown) {
        synchronized (WRITING) {
            List<Start> starts = read(now);
            if (starts.stream().anyMatch(start -> start.watch().equals(watch))) {
                return Optional.empty();
            }
            Instant free = now;
            if (!starts.isEmpty()) {
                free = later(free, starts.get(starts.size() - 1).at().plus(cooldown));
            }
            if (starts.size() >= budget) {
                free = later(free, starts.get((int) (starts.size() - budget)).at().plus(PERIOD));
            }
            if (free.isAfter(now)) {
                return Optional.of(free);
            }
            starts.add(new Start(now, watch));
            write(starts);
            return Optional.empty();
        }
    }

    /** Puts a start back that did not happen. */
    void putBack(String watch, Instant now) {
        synchronized (WRITING) {
            List<Start> starts = read(now);
            if (starts.removeIf(start -> start.watch().equals(watch))) {
                write(starts);
            }
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private List<Start> read(Instant now) {
        List<Start> starts = new ArrayList<>();
        if (!Files.exists(file)) {
            return starts;
        }
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                start(line).filter(start -> start.at().isAfter(now.minus(PERIOD))).ifPresent(starts::add);
            }
            return starts;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    private Optional<Start> start(String line) {
        try {
            ReportView view = new ReportView(ReportJson.read(line, file.toString()));
            return Optional.of(new Start(Instant.parse(view.text("at")), view.text("watch")));
        } catch (InvalidInputException | DateTimeException e) {
            // Cut short by a crash, or of a later version.
            return Optional.empty();
        }
    }

    private void write(List<Start> starts) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    draft, starts.stream().map(Start::line).toList(), StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private SurroundingsException failure(String what, IOException e) {
        return new SurroundingsException(
                "cannot " + what + " " + file + ": " + e + "; check its permissions and the free space", e);
    }
}
