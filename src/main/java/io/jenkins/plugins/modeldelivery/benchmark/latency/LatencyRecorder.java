package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import io.jenkins.plugins.modeldelivery.benchmark.load.Failure;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadListener;
import io.jenkins.plugins.modeldelivery.benchmark.load.LoadLoop;
import io.jenkins.plugins.modeldelivery.benchmark.load.TokenStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Records one load point. Latency counts from the intended time, so that a stall is charged to every request it delayed;
 * service time counts from the actual send and stands beside it. Recorders of several loops merge into one.
 */
public final class LatencyRecorder implements LoadListener {
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final List<ServiceLevel> serviceLevels;
    private final Histogram latency = histogram();
    private final Histogram service = histogram();
    private final Histogram firstByte = histogram();
    private final TokenRecorder tokens = new TokenRecorder();
    private final Map<Failure, Long> failures = new EnumMap<>(Failure.class);
    private final Windows windows = new Windows();
    private final Windows goodWindows = new Windows();
    private long good;
    private long late;
    private long lastDone;

    /** Makes a recorder without service levels: every success counts as goodput. */
    public LatencyRecorder() {
        this(List.of());
    }

    /** Makes a recorder; a success that keeps all of these counts as goodput. */
    public LatencyRecorder(List<ServiceLevel> serviceLevels) {
        this.serviceLevels = List.copyOf(serviceLevels);
    }

    static Histogram histogram() {
        return new Histogram(HIGHEST_NANOS, DIGITS);
    }

    @Override
    public void completed(long intended, long sent, long firstByteTime, long done, Content content) {
        lastDone = done;
        windows.add(done, 1, done - intended);
        record(latency, done - intended);
        record(service, done - sent);
        record(firstByte, firstByteTime - intended);
        if (sent - intended > LoadLoop.LATE_NANOS) {
            late++;
        }
        TokenStream stream = content instanceof TokenStream given ? given : null;
        if (stream != null) {
            tokens.add(intended, done, stream);
        }
        if (keepsServiceLevels(intended, sent, done, stream)) {
            good++;
            goodWindows.add(done, 1, done - intended);
        }
    }

    private boolean keepsServiceLevels(long intended, long sent, long done, TokenStream stream) {
        for (ServiceLevel level : serviceLevels) {
            if (!level.isKept(intended, sent, done, stream)) {
                return false;
            }
        }
        return true;
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
        goodWindows.add(other.goodWindows);
        tokens.add(other.tokens);
        good += other.good;
        late += other.late;
        lastDone = Math.max(lastDone, other.lastDone);
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

    /** What streams of tokens showed. */
    public TokenRecorder tokens() {
        return tokens;
    }

    /** Counts of the successes that kept every service level. */
    public Windows goodWindows() {
        return goodWindows;
    }

    /** Successes that kept every service level. */
    public long goodCount() {
        return good;
    }

    /** When the last success was whole, in nanoseconds of the loop's clock; 0 without any. */
    public long lastDone() {
        return lastDone;
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

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), HIGHEST_NANOS));
    }
}
