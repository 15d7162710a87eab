package io.jenkins.plugins.modeldelivery.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aConstantRateDoesNotDrift() {
        Schedule schedule = new ConstantRate(3);
        long last = 0;
        for (int i = 0; i <= 3_000_000; i++) {
            last = schedule.next(0);
        }
        assertThat(last).isEqualTo(1_000_000_000_000_000L);
    }

    @Property(tries = 20)
    void poissonArrivalsHaveTheirRateAndTheVarianceOfIndependence(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 1e5) double rate) {
        Schedule schedule = new PoissonArrivals(rate, seed);
        int count = 40_000;
        double sum = 0;
        double squares = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            long time = schedule.next(0);
            double gap = (time - before) * rate / 1e9;
            sum += gap;
            squares += gap * gap;
            before = time;
        }
        double mean = sum / count;
        // An exponential distance has mean 1 and variance 1 in units of 1/rate; five standard errors of each are allowed.
        assertThat(mean).isCloseTo(1, within(5 / Math.sqrt(count)));
        assertThat(squares / count - mean * mean).isCloseTo(1, within(5 * Math.sqrt(8.0 / count)));
    }

    @Property(tries = 50)
    void theSameSeedGivesTheSameTimes(@ForAll long seed) {
        assertThat(times(new PoissonArrivals(500, seed), 100)).isEqualTo(times(new PoissonArrivals(500, seed), 100));
    }

    @Property
    void aRampSendsTheAreaUnderItsRate(
            @ForAll @DoubleRange(min = 1, max = 500) double from, @ForAll @DoubleRange(min = 1, max = 500) double to) {
        Schedule schedule = new RampRate(from, to, 10);
        long count = 0;
        long last = -1;
        for (long time = schedule.next(0); time != Schedule.END; time = schedule.next(0)) {
            assertThat(time).isGreaterThanOrEqualTo(last);
            last = time;
            count++;
        }
        assertThat((double) count).isCloseTo((from + to) / 2 * 10, within(1.5));
    }

    @Property
    void burstsComeTogether(@ForAll @LongRange(min = 1, max = 1_000_000) long interval) {
        assertThat(times(new Bursts(3, interval), 6)).containsExactly(0, 0, 0, interval, interval, interval);
    }

    @Test
    void aTraceEndsWithItsLastRequest() {
        assertThat(times(new RecordedTimes(new long[] {0, 5}), 3)).containsExactly(0, 5, Schedule.END);
    }

    @Test
    void anotherPassBeginsWhenOneIsSentAndTheTimeIsNotOver() {
        Schedule schedule = new WholePasses(2, 100);
        assertThat(LongStream.of(0, 30, 60, 90, 120).map(schedule::next).toArray())
                .containsExactly(0, 0, 60, 60, Schedule.END);
    }

    private static long[] times(Schedule schedule, int count) {
        return LongStream.range(0, count).map(i -> schedule.next(0)).toArray();
    }
}
