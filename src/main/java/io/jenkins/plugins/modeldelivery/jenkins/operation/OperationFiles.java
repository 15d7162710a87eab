package io.jenkins.plugins.modeldelivery.jenkins.operation;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The folder {@code operations}: one file for each long operation that is not over, replaced as a whole and durably. */
final class OperationFiles {
    private static final Logger LOGGER = Logger.getLogger(OperationFiles.class.getName());
    private static final String ENDING = ".json";

    private final Path folder;

    /** The files below Jenkins' own folder. */
    OperationFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps the operation so that neither a crash of the controller nor of its machine loses it.
     *
     * @throws SurroundingsException if the disk does not take it
     */
    void write(StoredOperation operation) {
        write(file(operation.id()), operation);
    }

    /** Replaces a file as a whole and durably; errors as in {@link #write(StoredOperation)}. */
    static void write(Path file, StoredOperation operation) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(operation.toJson().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot keep the state of the operation in " + file + ": " + e + "; free some space or mend its permissions", e);
        }
    }

    /** Forgets an operation that is over; one that is not there is no error. */
    void delete(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new SurroundingsException("cannot delete " + file(id) + ": " + e + "; delete it by hand", e);
        }
    }

    /**
     * Takes an operation out of those that are not over and keeps what is known of it.
     *
     * @return the file that keeps it; under its former name it is taken up again at the next start
     */
    Path setAside(String id) {
        Path kept = folder.resolve(id + ENDING + ".unreadable");
        try {
            return Files.move(file(id), kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SurroundingsException("cannot move " + file(id) + " to " + kept + ": " + e + "; move it by hand", e);
        }
    }

    /** All operations that are not over. A file that cannot be read is left where it is, with a word in Jenkins' log. */
    List<StoredOperation> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<StoredOperation> operations = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList()) {
                try {
                    operations.add(StoredOperation.fromJson(Files.readString(file)));
                } catch (IOException | IllegalArgumentException e) {
                    LOGGER.log(Level.SEVERE, "Cannot take up the operation in " + file + "; it is left as it is", e);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, "Cannot read " + folder + "; no operation is taken up", e);
        }
        return operations;
    }

    private Path file(String id) {
        return folder.resolve(id + ENDING);
    }
}
