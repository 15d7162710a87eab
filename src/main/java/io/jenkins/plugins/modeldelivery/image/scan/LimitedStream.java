package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, as if they were all. */
final class LimitedStream extends FilterInputStream {
    private long left;

    LimitedStream(InputStream stream, long length) {
        super(stream);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            return -1;
        }
        left--;
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            return length == 0 ? 0 : -1;
        }
        int read = super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    /** Reads past what is left. */
    void skipToEnd() throws IOException {
        in.skipNBytes(left);
        left = 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
