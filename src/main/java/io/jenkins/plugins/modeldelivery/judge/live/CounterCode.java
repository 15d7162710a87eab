package io.jenkins.plugins.modeldelivery.judge.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a pod's counters in few characters, since a hundred pods with thirty buckets each are remembered between two
 * looks. The columns are named once for all pods and in order, so that a bucket follows the next smaller one of its
 * histogram. Each count is then the difference from the column before, as a variable-length integer (seven bits a byte,
 * low ones first, sign folded in), and the bytes are Base64. What is no whole number takes eight bytes more.
 */
final class CounterCode {
    private static final String LE = "_le_";
    private static final Comparator<String> BUCKETS_RISING = Comparator.comparing(CounterCode::histogram)
            .thenComparingDouble(CounterCode::bound)
            .thenComparing(Comparator.naturalOrder());
    private static final double LARGEST_WHOLE = 1L << 53;
    private static final int ABSENT = 0;
    private static final int FRACTION = 1;
    private static final int WHOLE = 2;

    private final List<String> columns;

    private CounterCode(List<String> columns) {
        this.columns = columns;
    }

    /** A code for all columns that some pod has. */
    static CounterCode of(Collection<Map<String, Double>> pods) {
        Set<String> all = new HashSet<>();
        pods.forEach(pod -> all.addAll(pod.keySet()));
        return new CounterCode(all.stream().sorted(BUCKETS_RISING).toList());
    }

    /** The code whose {@link #columns} were saved. */
    static CounterCode saved(Object columns) {
        return new CounterCode(((List<?>) columns).stream().map(Object::toString).toList());
    }

    List<String> columns() {
        return columns;
    }

    String write(Map<String, Double> pod) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(columns.size() * 3);
        long before = 0;
        for (String column : columns) {
            Double value = pod.get(column);
            if (value == null) {
                bytes.write(ABSENT);
            } else if (isWhole(value)) {
                long difference = value.longValue() - before;
                writeNumber(bytes, (difference << 1 ^ difference >> 63) + WHOLE);
                before = value.longValue();
            } else {
                bytes.write(FRACTION);
                bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
            }
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    Map<String, Double> read(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        Map<String, Double> pod = new HashMap<>();
        long before = 0;
        for (String column : columns) {
            long code = readNumber(bytes);
            if (code == FRACTION) {
                pod.put(column, bytes.getDouble());
            } else if (code != ABSENT) {
                long folded = code - WHOLE;
                before += folded >>> 1 ^ -(folded & 1);
                pod.put(column, (double) before);
            }
        }
        return pod;
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
    }

    private static void writeNumber(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > 0x7f) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long readNumber(ByteBuffer bytes) {
        long number = 0;
        int shift = 0;
        byte next = bytes.get();
        while (next < 0) {
            number |= (long) (next & 0x7f) << shift;
            shift += 7;
            next = bytes.get();
        }
        return number | (long) next << shift;
    }

    private static String histogram(String column) {
        int bucket = column.indexOf(LE);
        return bucket < 0 ? column : column.substring(0, bucket + LE.length());
    }

    /** Only the order depends on it: what is no number, as +Inf, comes last. */
    private static double bound(String column) {
        try {
            return Double.parseDouble(column.substring(histogram(column).length()));
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
