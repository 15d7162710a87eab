package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.benchmark.load.Failure;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadListener;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Records one load point. Latency counts from the intended time, so that a stall is charged to every request it delayed;
 * service time counts from the actual send and stands beside it. Recorders of several loops merge into one.
 */
public final class LatencyRecorder implements LoadListener {
    /** A request counts as late when it was sent this long after its intended time. */
    public static final long LATE_NANOS = 1_000_000;

    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram service = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram firstByte = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Map<Failure, Long> failures = new EnumMap<>(Failure.class);
    private final Windows windows = new Windows();
    private long late;

    @Override
    public void completed(long intended, long sent, long firstByteTime, long done, Content content) {
        windows.add(done, done - intended);
        record(latency, done - intended);
        record(service, done - sent);
        record(firstByte, firstByteTime - intended);
        if (sent - intended > LATE_NANOS) {
            late++;
        }
    }

    @Override
    public void failed(Failure failure, long intended, long now) {
        failures.merge(failure, 1L, Long::sum);
    }

    /** Takes over what another loop recorded of the same load point. */
    public void add(LatencyRecorder other) {
        latency.add(other.latency);
        service.add(other.service);
        firstByte.add(other.firstByte);
        other.failures.forEach((failure, count) -> failures.merge(failure, count, Long::sum));
        windows.add(other.windows);
        late += other.late;
    }

    /** Nanoseconds from the intended time to the whole response. */
    public Histogram latency() {
        return latency;
    }

    /** Nanoseconds from the send to the whole response. */
    public Histogram service() {
        return service;
    }

    /** Nanoseconds from the intended time to the first byte of the response. */
    public Histogram firstByte() {
        return firstByte;
    }

    /** Counts and mean latencies of each second. */
    public Windows windows() {
        return windows;
    }

    /** Requests that failed, by kind. */
    public Map<Failure, Long> failures() {
        return Map.copyOf(failures);
    }

    public long failureCount() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests that were answered with success. */
    public long successCount() {
        return latency.getTotalCount();
    }

    /** Successful requests that were sent more than a millisecond after their intended time. */
    public long lateCount() {
        return late;
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), HIGHEST_NANOS));
    }
}
