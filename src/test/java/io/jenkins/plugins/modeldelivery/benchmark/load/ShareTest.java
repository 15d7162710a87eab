package io.jenkins.plugins.modeldelivery.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Several generators send together what one would send, and what they recorded adds up to what one would have recorded. */
class ShareTest {
    private static final long SECOND = 1_000_000_000;

    @Property(tries = 50)
    void allSharesOfAScheduleTogetherAreTheSchedule(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int generators) {
        List<Supplier<Schedule>> schedules = List.of(
                () -> new PoissonArrivals(700, seed),
                () -> new ConstantRate(333),
                () -> new Bursts(5, 1_000_000),
                () -> new RampRate(10, 200, 10),
                () -> new RecordedTimes(new long[] {0, 3, 3, 9, 27, 500}));
        for (Supplier<Schedule> schedule : schedules) {
            LongStream shared = Share.among(generators).stream().flatMapToLong(share -> times(share.schedule(schedule.get())));
            assertThat(shared.sorted().toArray()).isEqualTo(times(schedule.get()).toArray());
        }
    }

    @Property(tries = 50)
    void noConnectionIsLostOrAdded(@ForAll @IntRange(min = 1, max = 9) int generators, @ForAll @IntRange(min = 9, max = 999) int all) {
        int[] parts = Share.among(generators).stream().mapToInt(share -> share.connections(all)).toArray();
        assertThat(IntStream.of(parts).boxed()).isSubsetOf(all / generators, all / generators + 1);
        assertThat(IntStream.of(parts).sum()).isEqualTo(all);
    }

    @Test
    void mergedRecordersHoldWhatOneWouldHold() {
        SplittableRandom random = new SplittableRandom(5);
        LatencyRecorder whole = new LatencyRecorder();
        List<LatencyRecorder> parts = List.of(new LatencyRecorder(), new LatencyRecorder(), new LatencyRecorder());
        for (int i = 0; i < 100_000; i++) {
            long intended = i * 100_000L;
            long sent = intended + random.nextLong(2_000_000);
            long done = sent + 1 + (long) (-Math.log(random.nextDouble()) * 20_000_000);
            for (LatencyRecorder recorder : List.of(whole, parts.get(i % 3))) {
                if (i % 50 == 0) {
                    recorder.failed(Failure.STATUS, intended, done);
                } else {
                    recorder.completed(intended, sent, sent + 1, done, Content.ANY);
                }
            }
        }
        LatencyRecorder merged = new LatencyRecorder();
        parts.forEach(merged::add);
        assertThat(merged.latency()).isEqualTo(whole.latency());
        assertThat(merged.service()).isEqualTo(whole.service());
        assertThat(merged.firstByte()).isEqualTo(whole.firstByte());
        assertThat(merged.failures()).isEqualTo(whole.failures());
        assertThat(merged.lateCount()).isEqualTo(whole.lateCount()).isPositive();
        assertThat(merged.goodCount()).isEqualTo(whole.goodCount());
        assertThat(merged.windows().counts()).containsExactly(whole.windows().counts());
        assertThat(merged.windows().isSteady()).isTrue();
    }

    /** In virtual time: the servers of the shares never queue, so latency is the same whoever sends a request. */
    @Test
    void percentilesOfSeveralLoopsAreThoseOfOne() throws IOException {
        LatencyRecorder merged = new LatencyRecorder();
        for (Share share : Share.among(4)) {
            merged.add(run(share));
        }
        Histogram whole = run(Share.WHOLE).latency();
        assertThat(whole.getTotalCount()).isEqualTo(60 * 200);
        assertThat(merged.latency()).isEqualTo(whole);
    }

    private static LatencyRecorder run(Share share) throws IOException {
        LatencyRecorder recorder = new LatencyRecorder();
        VirtualServer server = new VirtualServer(256, 1_000_000, 10 * SECOND, 3_000_000);
        new LoadLoop(server, new ConstantRate(200), recorder, SECOND, share, new CountDownLatch(1)).run(60 * SECOND);
        return recorder;
    }

    private static LongStream times(Schedule schedule) {
        return LongStream.generate(() -> schedule.next(0)).takeWhile(time -> time < SECOND);
    }
}
