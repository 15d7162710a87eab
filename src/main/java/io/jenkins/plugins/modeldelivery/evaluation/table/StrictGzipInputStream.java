package io.jenkins.plugins.modeldelivery.evaluation.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip, several members included. Java's own stream takes a damaged second member for the end of the file,
 * which would drop rows in silence; this one refuses bytes that belong to no member.
 */
final class StrictGzipInputStream extends GZIPInputStream {
    private static final int TRAILER = 8;

    private long filledTo;
    private boolean checked;

    StrictGzipInputStream(InputStream in, int buffer) throws IOException {
        super(new Counted(in), buffer);
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filledTo = source().count;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0 && !checked) {
            checked = true;
            long end = filledTo - inf.getRemaining() + TRAILER;
            source().transferTo(OutputStream.nullOutputStream());
            if (source().count != end) {
                throw new ZipException((source().count - end) + " bytes follow the end of the gzip data");
            }
        }
        return read;
    }

    private Counted source() {
        return (Counted) in;
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
