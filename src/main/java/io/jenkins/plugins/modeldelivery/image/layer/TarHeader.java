package io.jenkins.plugins.modeldelivery.image.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Headers of the POSIX pax interchange format (IEEE Std 1003.1, pax). A plain ustar header where name and size fit, else
 * an extended header before it. Owner 0:0 and the given time always, so that the same content is the same bytes.
 */
final class TarHeader {
    static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    /** Eleven octal digits. */
    private static final long LARGEST_SIZE = 0_77777777777L;

    private final byte[] block = new byte[BLOCK];

    private TarHeader() {}

    static byte[] folder(String path, long modified) {
        return entry(path + "/", 0, 0755, modified, '5');
    }

    static byte[] file(String path, long size, boolean executable, long modified) {
        return entry(path, size, executable ? 0755 : 0644, modified, '0');
    }

    private static byte[] entry(String path, long size, int mode, long modified, char type) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        byte[] records = extendedRecords(path, size);
        if (records.length > 0) {
            headers.writeBytes(ustar("PaxHeaders/entry", records.length, 0644, modified, 'x'));
            headers.writeBytes(Arrays.copyOf(records, roundedUp(records.length)));
        }
        headers.writeBytes(ustar(path, size <= LARGEST_SIZE ? size : 0, mode, modified, type));
        return headers.toByteArray();
    }

    private static byte[] extendedRecords(String path, long size) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME_LENGTH || name.length != path.length()) {
            records.writeBytes(record("path", path));
        }
        if (size > LARGEST_SIZE) {
            records.writeBytes(record("size", Long.toString(size)));
        }
        return records.toByteArray();
    }

    /** {@code length key=value\n}, where the length counts its own digits. */
    private static byte[] record(String key, String value) {
        byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = rest.length + 1;
        while (Integer.toString(length).length() + rest.length != length) {
            length = Integer.toString(length).length() + rest.length;
        }
        byte[] digits = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        byte[] record = Arrays.copyOf(digits, length);
        System.arraycopy(rest, 0, record, digits.length, rest.length);
        return record;
    }

    private static byte[] ustar(String path, long size, int mode, long modified, char type) {
        TarHeader header = new TarHeader();
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        header.bytes(0, Arrays.copyOf(name, Math.min(name.length, NAME_LENGTH)));
        header.octal(100, 8, mode);
        header.octal(108, 8, 0);
        header.octal(116, 8, 0);
        header.octal(124, 12, size);
        header.octal(136, 12, modified);
        header.block[156] = (byte) type;
        header.text(257, "ustar\00000");
        header.octal(329, 8, 0);
        header.octal(337, 8, 0);
        header.checksum();
        return header.block;
    }

    private void checksum() {
        text(148, "        ");
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        octal(148, 7, sum);
    }

    private void octal(int offset, int length, long value) {
        String digits = Long.toOctalString(value);
        text(offset, "0".repeat(length - 1 - digits.length()) + digits + "\0");
    }

    private void text(int offset, String text) {
        bytes(offset, text.getBytes(StandardCharsets.US_ASCII));
    }

    private void bytes(int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }

    private static int roundedUp(int length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }
}
