package io.jenkins.plugins.modeldelivery.image.scan;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file may be compressed as a whole, by its first bytes; joblib writes all but the last of these. */
enum Packing {
    GZIP(0x1f, 0x8b) {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new GZIPInputStream(packed, BUFFER);
        }
    },
    BZIP2('B', 'Z', 'h') {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new BZip2CompressorInputStream(packed, true);
        }
    },
    XZ(0xfd, '7', 'z', 'X', 'Z', 0) {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new XZInputStream(packed, MEMORY_KIB);
        }
    },
    LZMA(0x5d, 0, 0) {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new LZMAInputStream(packed, MEMORY_KIB);
        }
    },
    ZLIB(0x78) {
        @Override
        InputStream open(InputStream packed) {
            return new InflaterInputStream(packed);
        }
    },
    ZSTD(0x28, 0xb5, 0x2f, 0xfd) {
        @Override
        InputStream open(InputStream packed) {
            return new ZstdInputStream(packed);
        }
    };

    private static final int BUFFER = 64 << 10;
    /** What xz needs at its highest level, and some more. */
    private static final int MEMORY_KIB = 96 << 10;

    private final int[] prefix;

    Packing(int... prefix) {
        this.prefix = prefix;
    }

    /** How the content is compressed, if it is. {@link #ZLIB} has next to no mark, so it takes more than this to believe it. */
    static Optional<Packing> of(byte[] head) {
        return Arrays.stream(values()).filter(packing -> packing.begins(head)).findFirst();
    }

    abstract InputStream open(InputStream packed) throws IOException;

    /** The content behind it; what is broken fails with an IOException. */
    InputStream unpacked(Content content) throws IOException {
        InputStream packed = content.open();
        try {
            return new Unpacked(open(packed));
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e instanceof IOException known ? known : new IOException(e.getMessage(), e);
        }
    }

    private boolean begins(byte[] head) {
        if (head.length < prefix.length) {
            return false;
        }
        for (int index = 0; index < prefix.length; index++) {
            if ((head[index] & 0xff) != prefix[index]) {
                return false;
            }
        }
        return switch (this) {
            case BZIP2 -> head.length > 4 && head[3] >= '1' && head[3] <= '9' && (head[4] == 0x31 || head[4] == 0x17);
            case ZLIB -> head.length > 2 && ((head[0] & 0xff) << 8 | head[1] & 0xff) % 31 == 0;
            default -> true;
        };
    }

    /** Libraries tell of damage by exceptions of many kinds. */
    private static final class Unpacked extends FilterInputStream {
        private Unpacked(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (RuntimeException e) {
                throw new IOException(e.getMessage() == null ? "it is damaged" : e.getMessage(), e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] scratch = new byte[(int) Math.min(count, BUFFER)];
            return Math.max(0, read(scratch, 0, scratch.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
