package io.jenkins.plugins.modeldelivery.evaluation.table;

import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The bytes of an input file: their digest as they lie on disk, their content decompressed when they are gzip. */
final class InputBytes implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final DigestInputStream raw;
    private final InputStream content;

    InputBytes(Path file) throws IOException {
        raw = new DigestInputStream(Files.newInputStream(file), Sha256.digest());
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
        try {
            content = isGzip(buffered) ? new BufferedInputStream(new StrictGzipInputStream(buffered, BUFFER), BUFFER) : buffered;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Decompressed; supports mark. */
    InputStream content() {
        return content;
    }

    /** The digest of the bytes on disk; to be asked once, after the content was read to its end. */
    String digest() throws IOException {
        raw.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(raw.getMessageDigest().digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean magic = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return magic;
    }
}
