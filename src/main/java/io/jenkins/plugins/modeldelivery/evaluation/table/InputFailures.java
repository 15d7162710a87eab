package io.jenkins.plugins.modeldelivery.evaluation.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** Puts what went wrong with one file into one line with the place and the cure. */
final class InputFailures {
    private final String file;

    InputFailures(String file) {
        this.file = file;
    }

    /** An error at a place in the file; no place means the file as a whole. */
    InvalidInputException refused(String place, String cause, String cure) {
        String where = place.isEmpty() ? file + " " : file + ", " + place + ": ";
        return new InvalidInputException(where + cause + "; " + cure);
    }

    /** The error that a failure to read at {@code place} means for the user. */
    RuntimeException translated(Exception failure, String place) {
        Throwable cause = failure;
        while ((cause instanceof UncheckedIOException || cause instanceof CsvParseException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof InvalidInputException refused) {
            return refused;
        }
        if (cause instanceof RowHandler.TooManyFieldsException) {
            return refused("after " + place, "a row has more fields than the header", "quote fields that hold the delimiter");
        }
        if (cause instanceof CsvParseException) {
            return parse("after " + place, cause.getMessage());
        }
        return cause instanceof IOException io ? io(io, "after " + place) : (RuntimeException) cause;
    }

    private InvalidInputException parse(String place, String message) {
        return message.startsWith("The maximum buffer")
                ? refused(place, "a field is longer than 1 MiB", "look for a quote that is never closed")
                : refused(place, "a character follows a closing quote", "double a quote inside a field");
    }

    private RuntimeException io(IOException failure, String place) {
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return refused("", "does not exist", "correct the path; it starts from the workspace");
        }
        if (failure instanceof AccessDeniedException) {
            return refused("", "cannot be read by this user", "change its permissions");
        }
        if (failure instanceof CharacterCodingException) {
            return refused(place, "bytes are not UTF-8", "write the file as UTF-8");
        }
        if (failure instanceof EOFException) {
            return refused(place, "the gzip data is cut off", "write or copy the file again");
        }
        if (failure instanceof ZipException) {
            return refused(place, "the gzip data is damaged (" + failure.getMessage() + ")", "write or copy the file again");
        }
        return new SurroundingsException(
                file + " cannot be read: " + failure + "; check the disk and the path", failure);
    }
}
