package io.jenkins.plugins.modeldelivery.evaluation.sort;

import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A run in a file of the scratch folder, big-endian longs without a header. The bench deletes it with the folder. */
record FileRun(Path file) implements Run {
    private static final int BLOCK = 1 << 15;

    /** Writes all records of a cursor and closes it. */
    static FileRun write(Cursor records, int width, Path scratch) {
        ByteBuffer bytes = ByteBuffer.allocate(blockLongs(width) * Long.BYTES);
        try (records) {
            Path file = Files.createTempFile(scratch, "run", ".bin");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                while (records.next()) {
                    for (int lane = 0; lane < width; lane++) {
                        bytes.putLong(records.lane(lane));
                    }
                    if (!bytes.hasRemaining()) {
                        drain(bytes, channel);
                    }
                }
                drain(bytes, channel);
            }
            return new FileRun(file);
        } catch (IOException e) {
            throw new SurroundingsException(
                    "cannot write to the scratch folder " + scratch + ": " + e + "; free some space there", e);
        }
    }

    @Override
    public Reader reader(int width) {
        try {
            return new FileReader(FileChannel.open(file, StandardOpenOption.READ), blockLongs(width));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static int blockLongs(int width) {
        return BLOCK / width * width;
    }

    private static void drain(ByteBuffer bytes, FileChannel channel) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        bytes.clear();
    }

    private SurroundingsException unreadable(IOException e) {
        return new SurroundingsException("cannot read back " + file + ": " + e + "; check the disk", e);
    }

    private final class FileReader implements Reader {
        private final FileChannel channel;
        private final ByteBuffer bytes;
        private final long[] block;

        FileReader(FileChannel channel, int longs) {
            this.channel = channel;
            this.bytes = ByteBuffer.allocate(longs * Long.BYTES);
            this.block = new long[longs];
        }

        @Override
        public long[] block() {
            return block;
        }

        @Override
        public int nextBlock() {
            try {
                bytes.clear();
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // A read may give less than a block before the end of the file.
                    continue;
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
            bytes.flip();
            int longs = bytes.remaining() / Long.BYTES;
            bytes.asLongBuffer().get(block, 0, longs);
            return longs;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
