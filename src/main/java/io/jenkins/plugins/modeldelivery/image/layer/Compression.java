package io.jenkins.plugins.modeldelivery.image.layer;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import io.jenkins.plugins.modeldelivery.image.blob.SegmentedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a layer that is worth compressing is compressed, with the media type that says so. */
public enum Compression {
    NONE("application/vnd.oci.image.layer.v1.tar") {
        @Override
        OutputStream wrap(OutputStream target) {
            return target;
        }
    },
    GZIP("application/vnd.oci.image.layer.v1.tar+gzip") {
        @Override
        OutputStream wrap(OutputStream target) throws IOException {
            return new FixedGzip(target);
        }
    },
    ZSTD("application/vnd.oci.image.layer.v1.tar+zstd") {
        @Override
        OutputStream wrap(OutputStream target) throws IOException {
            return new ZstdOutputStream(target);
        }
    };

    private final String mediaType;

    Compression(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    abstract OutputStream wrap(OutputStream target) throws IOException;

    /** The content compressed, as a file in this folder. */
    public Blob compress(Blob content, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "layer", ".tar");
        try (InputStream source = content.open(0);
                OutputStream target = wrap(Files.newOutputStream(file))) {
            source.transferTo(target);
        }
        return SegmentedBlob.of(file);
    }

    /** Gzip at zlib's usual level. Java's header holds no time; its byte for the system differs between Java versions. */
    private static final class FixedGzip extends GZIPOutputStream {
        private FixedGzip(OutputStream target) throws IOException {
            super(new UnknownSystem(target), 64 << 10);
            def.setLevel(Deflater.DEFAULT_COMPRESSION);
        }
    }

    /** Writes 255 (unknown) in place of the header's byte for the operating system, RFC 1952. */
    private static final class UnknownSystem extends OutputStream {
        private static final int SYSTEM = 9;
        private final OutputStream target;
        private long written;

        private UnknownSystem(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            target.write(written++ == SYSTEM ? 0xff : value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (written > SYSTEM) {
                target.write(bytes, offset, length);
                written += length;
                return;
            }
            for (int index = offset; index < offset + length; index++) {
                write(bytes[index]);
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
