package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Follows a file that another process writes, and hands on each whole line. */
final class LineTail implements AutoCloseable {
    private final InputStream file;
    private final Consumer<String> lines;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    LineTail(Path file, Consumer<String> lines) throws IOException {
        this.file = Files.newInputStream(file);
        this.lines = lines;
    }

    /** Hands on the lines that have been completed since the last call. */
    void pump() throws IOException {
        for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
            int start = 0;
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    begun.write(buffer, start, i - start);
                    flush();
                    start = i + 1;
                }
            }
            begun.write(buffer, start, count - start);
        }
    }

    /** Hands on what is left, with or without a line end. */
    @Override
    public void close() throws IOException {
        try (file) {
            pump();
        }
        if (begun.size() > 0) {
            flush();
        }
    }

    private void flush() {
        lines.accept(begun.toString(StandardCharsets.UTF_8));
        begun.reset();
    }
}
