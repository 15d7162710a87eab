package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Walks a tar from its beginning: ustar, pax and GNU headers, as far as names and lengths need them. */
public final class TarEntries {
    private static final int BLOCK = 512;

    /** Is told of each file; may read its content or not. */
    @FunctionalInterface
    interface Visitor {
        /** {@code offset} is where the content begins in the tar. */
        void visit(String name, long offset, long size, InputStream content) throws IOException;
    }

    private TarEntries() {}

    /** Tells the name of each entry of any kind; the tar is read to its end. */
    public static void names(InputStream tar, Consumer<String> names) throws IOException {
        walk(tar, (name, offset, size, content) -> {}, names);
    }

    static boolean looksLikeTar(byte[] head) {
        return head.length >= BLOCK && new String(head, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
    }

    static void walk(InputStream tar, Visitor files) throws IOException {
        walk(tar, files, name -> {});
    }

    private static void walk(InputStream tar, Visitor files, Consumer<String> names) throws IOException {
        long position = 0;
        long paxSize = -1;
        while (true) {
            byte[] header = tar.readNBytes(BLOCK);
            position += header.length;
            if (header.length == 0 || header.length == BLOCK && header[0] == 0) {
                return;
            }
            if (header.length < BLOCK) {
                throw new EOFException("the archive ends too early");
            }
            char type = (char) header[156];
            long size = paxSize >= 0 && type != 'x' ? paxSize : number(header);
            LimitedStream content = new LimitedStream(tar, size);
            if (type == 'x') {
                paxSize = paxSize(content.readNBytes(1 << 20));
            } else {
                paxSize = -1;
                names.accept(text(header, 0, 100));
                if (type == '0' || type == 0 || type == '7') {
                    files.visit(text(header, 0, 100), position, size, content);
                }
            }
            content.skipToEnd();
            long padding = -size & BLOCK - 1;
            tar.skipNBytes(padding);
            position += size + padding;
        }
    }

    private static long number(byte[] header) throws IOException {
        if ((header[124] & 0x80) != 0) {
            long value = 0;
            for (int index = 128; index < 136; index++) {
                value = value << 8 | header[index] & 0xff;
            }
            return checked(value);
        }
        String digits = text(header, 124, 12).strip();
        try {
            return checked(digits.isEmpty() ? 0 : Long.parseLong(digits, 8));
        } catch (NumberFormatException e) {
            throw new IOException("the archive has a broken header", e);
        }
    }

    private static long paxSize(byte[] records) throws IOException {
        for (String record : new String(records, StandardCharsets.UTF_8).split("\n")) {
            int at = record.indexOf(" size=");
            if (at > 0 && record.substring(at + 6).matches("\\d{1,18}")) {
                return Long.parseLong(record.substring(at + 6));
            }
        }
        return -1;
    }

    private static long checked(long size) throws IOException {
        if (size < 0) {
            throw new IOException("the archive has a broken header");
        }
        return size;
    }

    private static String text(byte[] header, int offset, int length) {
        String text = new String(header, offset, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
