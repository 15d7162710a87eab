package io.jenkins.plugins.modeldelivery.image.layer;

import io.jenkins.plugins.modeldelivery.image.blob.FileStamp;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists the files of a folder, in the order of their names. Links, devices, pipes and sockets are refused: what they
 * lead to is not in the folder, so the image would not be what was reviewed.
 */
public final class FileTree {
    private final String parameter;
    private final String targetFolder;
    private final FileChoice choice;

    /**
     * Prepares a listing.
     *
     * @param parameter the parameter that names the folder, for errors
     * @param targetFolder where the files go in the image, without a leading {@code /}; empty for its root
     */
    public FileTree(String parameter, String targetFolder) {
        this(parameter, targetFolder, FileChoice.ALL);
    }

    /** The same for some of the files; what is not wanted is not looked at. */
    public FileTree(String parameter, String targetFolder, FileChoice choice) {
        this.parameter = parameter;
        this.targetFolder = targetFolder;
        this.choice = choice;
    }

    /**
     * The files of a folder, or the one file that {@code root} is.
     *
     * @throws InvalidInputException if there is nothing, or something that cannot be packed
     */
    public List<PackedFile> list(Path root) {
        List<PackedFile> files = new ArrayList<>();
        try {
            if (Files.isRegularFile(root, LinkOption.NOFOLLOW_LINKS)) {
                files.add(packed(root, root.getFileName().toString(),
                        Files.readAttributes(root, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
            } else if (Files.isDirectory(root)) {
                Files.walkFileTree(root, new Collector(root, files));
            } else {
                throw new InvalidInputException(
                        parameter + " '" + root + "' does not exist; give a folder or a file of the workspace");
            }
        } catch (IOException e) {
            throw new SurroundingsException(
                    parameter + " '" + root + "' cannot be read: " + e.getMessage() + "; check the owner and the modes", e);
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(parameter + " '" + root + "' holds no file; give the folder that has them");
        }
        files.sort(Comparator.comparing(PackedFile::name));
        return List.copyOf(files);
    }

    private PackedFile packed(Path file, String name, BasicFileAttributes attributes) {
        checkName(name);
        boolean executable = isExecutableByOwner(file);
        String target = targetFolder.isEmpty() ? name : targetFolder + "/" + name;
        return new PackedFile(file, name, target, FileStamp.of(attributes), executable);
    }

    private static boolean isExecutableByOwner(Path file) {
        try {
            return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                    .contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (IOException e) {
            throw new SurroundingsException("the mode of " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkName(String name) {
        if (name.chars().anyMatch(character -> character < ' ' || character == 0x7f || character == '\\')) {
            throw refused(name.replaceAll("\\p{Cntrl}", "?"), "has a control character or a backslash in its name", "rename it");
        }
    }

    private InvalidInputException refused(String name, String cause, String cure) {
        return new InvalidInputException(parameter + ": '" + name + "' " + cause + "; " + cure);
    }

    /** Collects regular files and refuses everything else. */
    private final class Collector extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<PackedFile> files;

        private Collector(Path root, List<PackedFile> files) {
            this.root = root;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(root) || choice.enters(name(folder)) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(file);
            if (!choice.takes(name)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                throw refused(name, "is a symbolic link", "put the file itself there, as cp -rL does");
            }
            if (!attributes.isRegularFile()) {
                throw refused(name, "is no regular file", "remove the device, pipe or socket");
            }
            files.add(packed(file, name, attributes));
            return FileVisitResult.CONTINUE;
        }

        private String name(Path file) {
            return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
        }
    }
}
