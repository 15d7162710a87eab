package io.jenkins.plugins.modeldelivery.jenkins.operation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The folder {@code releasers}: for each subject the last operation that began to change it, without its state. So it is
 * known, once the operation is over and forgotten, which job releases there and how the router is reached.
 */
final class ReleaserFiles {
    private static final Logger LOGGER = Logger.getLogger(ReleaserFiles.class.getName());

    private static final String ENDING = ".json";

    private final Path folder;

    ReleaserFiles(Path folder) {
        this.folder = folder;
    }

    /** Keeps an operation that has not begun yet, unless it was asked for apart from any build or changes nothing. */
    void write(StoredOperation operation) {
        if (!operation.detached() && !"true".equals(String.valueOf(operation.arguments().get("dryRun")))) {
            OperationFiles.write(file(operation.subject()), operation);
        }
    }

    /** The last one; empty for none, and for one that cannot be read. */
    Optional<StoredOperation> read(String subject) {
        Path file = file(subject);
        try {
            return Files.exists(file) ? Optional.of(StoredOperation.fromJson(Files.readString(file))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "Cannot read " + file + "; who releases there is not known", e);
            return Optional.empty();
        }
    }

    /** The subjects that have one. */
    List<String> subjects() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(Level.WARNING, "Cannot read " + folder + "; who releases what is not known", e);
            return List.of();
        }
    }

    private Path file(String subject) {
        return folder.resolve(subject + ENDING);
    }
}
