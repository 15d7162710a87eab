package io.jenkins.plugins.modeldelivery.image.blob;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** A blob that is the concatenation of segments: a tar without the tar file. */
public final class SegmentedBlob implements Blob {
    private final List<Segment> segments;
    private final long size;

    public SegmentedBlob(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.size = segments.stream().mapToLong(Segment::size).sum();
    }

    /** A blob of these bytes. */
    public static SegmentedBlob of(byte[] content) {
        return new SegmentedBlob(List.of(new Segment.Bytes(content)));
    }

    /** A blob that is one file as it is. */
    public static SegmentedBlob of(Path file) throws IOException {
        return new SegmentedBlob(List.of(new Segment.WholeFile(file, FileStamp.of(file))));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String identity() {
        MessageDigest digest = Sha256.digest();
        for (Segment segment : segments) {
            String identity = segment.identity();
            if (identity.isEmpty()) {
                return "";
            }
            digest.update(identity.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return Digest.finished(digest).hex();
    }

    /** The files that it is made of, for people: the first, and how many more. */
    @Override
    public String toString() {
        List<String> files = segments.stream()
                .filter(Segment.WholeFile.class::isInstance)
                .map(segment -> Excerpt.of(((Segment.WholeFile) segment).file().getFileName()))
                .toList();
        return files.size() < 2 ? String.join("", files) : files.get(0) + " or one of " + (files.size() - 1) + " more";
    }

    @Override
    public InputStream open(long offset) throws IOException {
        int index = 0;
        long rest = offset;
        while (index < segments.size() && rest >= segments.get(index).size()) {
            rest -= segments.get(index).size();
            index++;
        }
        return new Reader(index, rest);
    }

    /** Reads one segment after the other, exactly as many bytes of each as were planned. */
    private final class Reader extends InputStream {
        private int index;
        private long left;
        private InputStream current;

        private Reader(int index, long offset) throws IOException {
            this.index = index;
            openCurrent(offset);
        }

        private void openCurrent(long offset) throws IOException {
            if (index < segments.size()) {
                current = segments.get(index).open(offset);
                left = segments.get(index).size() - offset;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (index < segments.size() && left == 0) {
                current.close();
                segments.get(index).checkUnchanged();
                index++;
                openCurrent(0);
            }
            if (index == segments.size()) {
                return -1;
            }
            int read = current.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("a file became shorter while it was being packed");
            }
            left -= read;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (index < segments.size()) {
                current.close();
            }
        }
    }
}
