package io.jenkins.plugins.modeldelivery.image.blob;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A folder that only its owner can enter, for state that outlives a build and may hold secrets such as upload addresses. */
public final class OwnerFolder {
    private final Path folder;

    /**
     * Opens the folder, making it where it is missing.
     *
     * @throws SurroundingsException if it cannot be made or closed to others
     */
    public OwnerFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            if (isPosix()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new SurroundingsException("cannot make the folder " + folder + " for this user alone: " + e.getMessage()
                    + "; make it writable or set XDG_CACHE_HOME", e);
        }
    }

    /** The user's own folder for this software: in XDG_CACHE_HOME, else in {@code .cache} of the home folder. */
    public static OwnerFolder ofUser(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path parent = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return new OwnerFolder(parent.resolve("model-delivery"));
    }

    public OwnerFolder child(String name) {
        return new OwnerFolder(folder.resolve(name));
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    /** The text stored under a name; reading it makes it young again. */
    public Optional<String> read(String name) throws IOException {
        try {
            String text = Files.readString(path(name));
            Files.setLastModifiedTime(path(name), FileTime.from(Instant.now()));
            return Optional.of(text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Stores a text; a reader sees the old one or the new one, never half of it. */
    public void write(String name, String text) throws IOException {
        Path temporary = Files.createTempFile(folder, "new", "");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /** Whether something is stored under a name that begins so. */
    public boolean holds(String prefix) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> file.getFileName().toString().startsWith(prefix))) {
            return files.iterator().hasNext();
        }
    }

    /** Deletes files that were neither written nor read for longer than this. */
    public void dropOlderThan(Duration age) throws IOException {
        Instant oldest = Instant.now().minus(age);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                boolean old = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(oldest);
                if (old && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
