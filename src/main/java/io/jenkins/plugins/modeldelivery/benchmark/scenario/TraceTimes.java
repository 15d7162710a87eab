package io.jenkins.plugins.modeldelivery.benchmark.scenario;

import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reads the times of a recorded load, one a line: seconds such as {@code 12.345}, or moments such as
 * {@code 2026-01-31T12:00:00.250Z}. Blank lines are passed over.
 */
public final class TraceTimes {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");
    private static final int MOST = 10_000_000;

    private final String shown;
    private long[] nanos = new long[1024];
    private int count;
    private Instant origin;

    private TraceTimes(String shown) {
        this.shown = shown;
    }

    /**
     * Nanoseconds of each request since the first one, in ascending order; at least one.
     *
     * @param shown the file's path as the user gave it
     * @throws InvalidInputException naming the line that is no time, or earlier than the one before
     */
    public static long[] parse(String text, String shown) {
        TraceTimes times = new TraceTimes(shown);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank()) {
                times.add(line.strip(), number);
            }
        }
        if (times.count == 0) {
            throw new InvalidInputException("gpuBenchmark: trace '" + shown + "' has no times; write one a line");
        }
        long first = times.nanos[0];
        return Arrays.stream(times.nanos, 0, times.count).map(time -> time - first).toArray();
    }

    private void add(String line, int number) {
        long time = time(line, number);
        if (count > 0 && time < nanos[count - 1]) {
            throw refused(line, number, "is earlier than the one before", "sort the file");
        }
        if (count == MOST) {
            throw refused(line, number, "is one request too many", "keep to " + MOST);
        }
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    private long time(String line, int number) {
        if (SECONDS.matcher(line).matches()) {
            BigDecimal exact = new BigDecimal(line).movePointRight(9).setScale(0, RoundingMode.HALF_EVEN);
            if (exact.toBigInteger().bitLength() > 62) {
                throw refused(line, number, "is too late", "begin the file near zero");
            }
            return exact.longValue();
        }
        try {
            Instant moment = Instant.parse(line);
            origin = origin == null ? moment : origin;
            return Duration.between(origin, moment).toNanos();
        } catch (DateTimeException | ArithmeticException e) {
            throw refused(line, number, "is no time", "write seconds such as 12.345 or a moment such as 2026-01-31T12:00:00Z");
        }
    }

    private InvalidInputException refused(String line, int number, String cause, String cure) {
        return new InvalidInputException("gpuBenchmark: trace '" + shown + "' line " + number + " '" + Excerpt.of(line) + "' "
                + cause + "; " + cure);
    }
}
