package io.jenkins.plugins.modeldelivery.image.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A piece of a blob: bytes in memory, or a whole file that stays where it is. */
public sealed interface Segment {
    long size();

    /** Opens the piece from an offset on; may give more bytes than {@link #size()} says if a file grew meanwhile. */
    InputStream open(long offset) throws IOException;

    /** See {@link Blob#identity()}. */
    String identity();

    /**
     * Returns if the content is still what was planned.
     *
     * @throws IOException if a file was written to since
     */
    void checkUnchanged() throws IOException;

    /** Bytes in memory. */
    record Bytes(byte[] content) implements Segment {
        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
        }

        @Override
        public String identity() {
            return Digest.of(content).hex();
        }

        @Override
        public void checkUnchanged() {
            // Nobody else holds the array.
        }
    }

    /**
     * A file, with the stamp that it had when the blob was planned.
     *
     * @param settled whether the file had rested for so long that a later change must show in its stamp
     */
    record WholeFile(Path file, FileStamp stamp, boolean settled) implements Segment {
        /** Coarser than the time stamps of any file system in use. */
        private static final long RESTING_NANOS = TimeUnit.SECONDS.toNanos(2);

        public WholeFile(Path file, FileStamp stamp) {
            this(file, stamp, stamp.modified() < TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - RESTING_NANOS);
        }

        @Override
        public long size() {
            return stamp.size();
        }

        @Override
        public InputStream open(long offset) throws IOException {
            checkUnchanged();
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(offset);
            return Channels.newInputStream(channel);
        }

        @Override
        public String identity() {
            return settled ? file.toAbsolutePath() + "\n" + stamp : "";
        }

        @Override
        public void checkUnchanged() throws IOException {
            if (!FileStamp.of(file).equals(stamp)) {
                throw new IOException(file + " was changed while it was being packed");
            }
        }
    }

    /** Another blob. */
    record Nested(Blob blob) implements Segment {
        @Override
        public long size() {
            return blob.size();
        }

        @Override
        public InputStream open(long offset) throws IOException {
            return blob.open(offset);
        }

        @Override
        public String identity() {
            return blob.identity();
        }

        @Override
        public void checkUnchanged() {
            // The blob checks itself while it is read.
        }
    }
}
