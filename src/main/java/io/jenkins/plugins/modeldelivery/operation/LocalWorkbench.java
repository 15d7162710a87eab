package io.jenkins.plugins.modeldelivery.operation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A workbench on this machine: logs to a consumer, is cancelled by interrupting its thread. Close it to drop the scratch folder. */
public final class LocalWorkbench implements Workbench, AutoCloseable {
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);

    private final Path workspace;
    private final Path scratch;
    private final Function<String, Credential> credentials;
    private final Clock clock;
    private final Consumer<String> log;
    private Instant nextProgress;
    private Supplier<List<Map<String, Object>>> reports = List::of;

    /**
     * Opens a bench with all the credentials that the work may ask for.
     *
     * @param temporary the folder in which the scratch folder is made; created when absent
     * @throws SurroundingsException if the scratch folder cannot be made
     */
    public LocalWorkbench(
            Path workspace, Path temporary, Map<String, Credential> credentials, Clock clock, Consumer<String> log) {
        this(workspace, temporary, Map.copyOf(credentials)::get, clock, log);
    }

    /**
     * Opens a bench that looks a credential up when the work asks for it.
     *
     * @param temporary the folder in which the scratch folder is made; created when absent
     * @param credentials gives the credential of an id, or null
     * @throws SurroundingsException if the scratch folder cannot be made
     */
    public LocalWorkbench(
            Path workspace, Path temporary, Function<String, Credential> credentials, Clock clock, Consumer<String> log) {
        this.workspace = workspace;
        this.credentials = credentials;
        this.clock = clock;
        this.log = log;
        this.nextProgress = clock.instant().plus(PROGRESS_INTERVAL);
        try {
            Files.createDirectories(temporary);
            this.scratch = Files.createTempDirectory(temporary, "model-delivery");
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot make a scratch folder in " + temporary + ": " + e + "; make it writable or free some space", e);
        }
    }

    /** The same bench in a build whose reports so far are these. */
    public LocalWorkbench after(Supplier<List<Map<String, Object>>> earlier) {
        reports = earlier;
        return this;
    }

    @Override
    public List<Map<String, Object>> reports() {
        return reports.get();
    }

    @Override
    public void log(String line) {
        log.accept(line);
    }

    @Override
    public synchronized void progress(String line) {
        Instant now = clock.instant();
        if (now.isBefore(nextProgress)) {
            return;
        }
        nextProgress = now.plus(PROGRESS_INTERVAL);
        log.accept(line);
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public Credential credential(String credentialsId) {
        Credential found = credentials.apply(credentialsId);
        if (found == null) {
            throw new InvalidInputException("credentialsId: no credential '" + credentialsId
                    + "' can be used here; create it in this job's folder or above, or correct the id");
        }
        return found;
    }

    /**
     * Deletes the scratch folder; a second call does nothing.
     *
     * @throws SurroundingsException if something in it cannot be deleted
     */
    @Override
    public void close() {
        if (!Files.exists(scratch)) {
            return;
        }
        try {
            Files.walkFileTree(scratch, new DeleteAll());
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot delete the scratch folder " + scratch + ": " + e + "; delete it by hand", e);
        }
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
