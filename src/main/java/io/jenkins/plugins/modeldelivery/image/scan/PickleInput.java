package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the arguments of pickle opcodes; numbers are little-endian. Counts the bytes that were read. */
final class PickleInput {
    private static final int LONGEST_LINE = 1 << 20;
    /** No module or function has a longer name, and nothing else of a text matters. */
    private static final int LONGEST_TEXT = 4096;

    private final InputStream stream;
    private long position;

    PickleInput(InputStream stream) {
        this.stream = stream;
    }

    long position() {
        return position;
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        int value = stream.read();
        if (value >= 0) {
            position++;
        }
        return value;
    }

    long unsigned(int bytes) throws IOException {
        long value = 0;
        for (int index = 0; index < bytes; index++) {
            int next = next();
            if (next < 0) {
                throw new EOFException();
            }
            value |= (long) next << 8 * index;
        }
        return value;
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            if (next < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** A text of this many bytes; of a longer one the beginning, marked so that it equals no name. */
    String text(long length) throws IOException {
        if (length < 0) {
            throw new EOFException();
        }
        int kept = (int) Math.min(length, LONGEST_TEXT);
        byte[] bytes = stream.readNBytes(kept);
        position += bytes.length;
        if (bytes.length < kept) {
            throw new EOFException();
        }
        skip(length - kept);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return length > kept ? text + "\0" : text;
    }

    void skip(long length) throws IOException {
        if (length < 0) {
            throw new EOFException();
        }
        try {
            stream.skipNBytes(length);
        } finally {
            position += length;
        }
    }
}
