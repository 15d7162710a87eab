package io.jenkins.plugins.modeldelivery.operation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that are kept in memory as a whole. */
final class SmallFile {
    private static final long LARGEST = 1 << 20;

    private SmallFile() {}

    static String read(String parameter, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw refused(parameter, file, "is larger than 1 MiB", "give a smaller one", null);
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw refused(parameter, file, "is not UTF-8 text", "write it in UTF-8", e);
        } catch (IOException e) {
            throw refused(parameter, file, "cannot be read (" + e.getClass().getSimpleName() + ")", "check its path and permissions", e);
        }
    }

    private static InvalidInputException refused(String parameter, Path file, String cause, String cure, Exception e) {
        return new InvalidInputException(parameter + " '" + Excerpt.of(file) + "' " + cause + "; " + cure, e);
    }
}
