package io.jenkins.plugins.modeldelivery.evaluation.sort;

/** Sorts records of several longs by their first, byte by byte from the least significant; bytes that all share are skipped. */
final class RadixSort {
    private static final int DIGITS = Long.BYTES;
    private static final int VALUES = 256;

    private RadixSort() {}

    /**
     * Sorts in place, with as much memory again while it runs.
     *
     * @param records whole records, one behind the other; their first longs are not negative
     * @param length longs in use
     * @param width longs in a record
     */
    static void sort(long[] records, int length, int width) {
        int[][] counts = counts(records, length, width);
        long[] from = records;
        long[] to = new long[length];
        for (int digit = 0; digit < DIGITS; digit++) {
            if (isShared(counts[digit], length / width)) {
                continue;
            }
            distribute(from, to, length, width, digit, counts[digit]);
            long[] swap = from;
            from = to;
            to = swap;
        }
        if (from != records) {
            System.arraycopy(from, 0, records, 0, length);
        }
    }

    private static int[][] counts(long[] records, int length, int width) {
        int[][] counts = new int[DIGITS][VALUES];
        for (int i = 0; i < length; i += width) {
            long key = records[i];
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit][(int) (key >>> (digit * Byte.SIZE)) & 0xFF]++;
            }
        }
        return counts;
    }

    private static boolean isShared(int[] counts, int records) {
        for (int count : counts) {
            if (count != 0) {
                return count == records;
            }
        }
        return true;
    }

    private static void distribute(long[] from, long[] to, int length, int width, int digit, int[] counts) {
        int[] next = new int[VALUES];
        int start = 0;
        for (int value = 0; value < VALUES; value++) {
            next[value] = start;
            start += counts[value] * width;
        }
        int shift = digit * Byte.SIZE;
        for (int i = 0; i < length; i += width) {
            int value = (int) (from[i] >>> shift) & 0xFF;
            int at = next[value];
            next[value] = at + width;
            for (int lane = 0; lane < width; lane++) {
                to[at + lane] = from[i + lane];
            }
        }
    }
}
