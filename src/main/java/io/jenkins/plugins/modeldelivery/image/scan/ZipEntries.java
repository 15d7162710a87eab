package io.jenkins.plugins.modeldelivery.image.scan;

import io.jenkins.plugins.modeldelivery.image.blob.Blob;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The entries of a zip as those who load models read them: by the central directory, whatever flags, checksums and local
 * names say. Java's own reader refuses archives that torch loads. PKWARE APPNOTE 6.3.
 */
public final class ZipEntries {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int LARGEST_DIRECTORY = 64 << 20;

    /**
     * One entry.
     *
     * @param method 0 for stored, 8 for deflated
     */
    public record Entry(String name, int method, long compressedSize, long headerOffset) {}

    private final Blob blob;
    private long shift;

    public ZipEntries(Blob blob) {
        this.blob = blob;
    }

    /** The entries, or an IOException if there is no directory that could be read. */
    public List<Entry> list() throws IOException {
        int tail = (int) Math.min(blob.size(), END_SIZE + LONGEST_COMMENT);
        ByteBuffer end = read(blob.size() - tail, tail);
        int at = tail - END_SIZE;
        while (at >= 0 && end.getInt(at) != END) {
            at--;
        }
        if (at < 0) {
            throw new IOException("the archive has no directory");
        }
        long size = end.getInt(at + 12) & 0xffffffffL;
        long offset = end.getInt(at + 16) & 0xffffffffL;
        long endAt = blob.size() - tail + at;
        if (at >= 20 && end.getInt(at - 20) == LOCATOR_64) {
            endAt = end.getLong(at - 12);
            ByteBuffer end64 = read(endAt, 56);
            if (end64.getInt(0) != END_64) {
                throw new IOException("the archive's directory is broken");
            }
            size = end64.getLong(40);
            offset = end64.getLong(48);
        }
        // As Python does: the directory lies right before its end record, even if something was put before the archive.
        shift = endAt - size - offset;
        if (size < 0 || size > LARGEST_DIRECTORY) {
            throw new IOException("the archive's directory is broken");
        }
        return entries(read(offset + shift, (int) size));
    }

    /** Opens an entry, decompressed. */
    public InputStream open(Entry entry) throws IOException {
        ByteBuffer local = read(entry.headerOffset() + shift, 30);
        if (local.getInt(0) != LOCAL) {
            throw new IOException("an entry of the archive is broken");
        }
        long start = entry.headerOffset() + shift + 30 + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        InputStream raw = new LimitedStream(openAt(start), entry.compressedSize());
        if (entry.method() == 0) {
            return raw;
        }
        if (entry.method() == 8) {
            return new InflaterInputStream(raw, new Inflater(true), 64 << 10);
        }
        raw.close();
        throw new IOException("an entry is compressed by method " + entry.method());
    }

    private static List<Entry> entries(ByteBuffer directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at + 46 <= directory.capacity() && directory.getInt(at) == ENTRY) {
            int nameLength = directory.getShort(at + 28) & 0xffff;
            int extraLength = directory.getShort(at + 30) & 0xffff;
            int commentLength = directory.getShort(at + 32) & 0xffff;
            if (at + 46 + nameLength + extraLength > directory.capacity()) {
                throw new IOException("the archive's directory is broken");
            }
            String name = new String(directory.array(), at + 46, nameLength, StandardCharsets.UTF_8);
            entries.add(entry(directory, at, name, at + 46 + nameLength, extraLength));
            at += 46 + nameLength + extraLength + commentLength;
        }
        return entries;
    }

    private static Entry entry(ByteBuffer directory, int at, String name, int extra, int extraLength) {
        long compressed = directory.getInt(at + 20) & 0xffffffffL;
        long uncompressed = directory.getInt(at + 24) & 0xffffffffL;
        long offset = directory.getInt(at + 42) & 0xffffffffL;
        for (int field = extra; field + 4 <= extra + extraLength; ) {
            int length = directory.getShort(field + 2) & 0xffff;
            int value = field + 4;
            int end = Math.min(value + length, extra + extraLength);
            if (directory.getShort(field) == 1) {
                value += uncompressed == 0xffffffffL ? 8 : 0;
                if (compressed == 0xffffffffL && value + 8 <= end) {
                    compressed = directory.getLong(value);
                    value += 8;
                }
                if (offset == 0xffffffffL && value + 8 <= end) {
                    offset = directory.getLong(value);
                }
            }
            field += 4 + length;
        }
        return new Entry(name, directory.getShort(at + 10) & 0xffff, compressed, offset);
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        try (InputStream stream = openAt(offset)) {
            byte[] bytes = stream.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the archive ends too early");
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private InputStream openAt(long offset) throws IOException {
        if (offset < 0 || offset > blob.size()) {
            throw new IOException("the archive's directory is broken");
        }
        return blob.open(offset);
    }
}
