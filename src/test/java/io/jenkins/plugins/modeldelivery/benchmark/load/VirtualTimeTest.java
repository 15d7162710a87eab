package io.jenkins.plugins.modeldelivery.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import java.io.IOException;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten minutes of load in virtual time against a server that needs 1 ms a request and stalls for 500 ms every ten seconds.
 * What is true is computed apart from the loop, by Lindley's recursion over the schedule.
 */
class VirtualTimeTest {
    private static final long MILLI = 1_000_000;
    private static final long DURATION = 600_000 * MILLI;
    private static final long TIMEOUT = 60_000 * MILLI;
    private static final double[] PERCENTILES = {1, 50, 90, 95, 99, 99.9, 99.99};

    private static VirtualServer server(int lanes) {
        return new VirtualServer(lanes, MILLI, 10_000 * MILLI, 500 * MILLI);
    }

    private static LatencyRecorder run(int lanes, Schedule schedule) throws IOException {
        LatencyRecorder recorder = new LatencyRecorder();
        new LoadLoop(server(lanes), schedule, recorder, TIMEOUT).run(DURATION);
        assertThat(recorder.failures()).isEmpty();
        return recorder;
    }

    private static long[] truth(Schedule schedule) {
        VirtualServer server = server(1);
        LongStream.Builder latencies = LongStream.builder();
        long free = 0;
        for (long due = schedule.next(0); due < DURATION; due = schedule.next(0)) {
            free = server.done(Math.max(due, free));
            latencies.add(free - due);
        }
        return latencies.build().sorted().toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 256})
    void percentilesAreExactToTheHistogramsDigitsWhateverTheConnections(int lanes) throws IOException {
        for (double rate : new double[] {100, 800}) {
            long[] truth = truth(new PoissonArrivals(rate, 7));
            Histogram measured = run(lanes, new PoissonArrivals(rate, 7)).latency();
            assertThat(measured.getTotalCount()).isEqualTo(truth.length);
            for (double percentile : PERCENTILES) {
                long exact = truth[Math.max(1, (int) Math.ceil(percentile / 100 * truth.length)) - 1];
                assertThat(measured.valuesAreEquivalent(measured.getValueAtPercentile(percentile), exact))
                        .as("p%s at %s/s over %d lanes: %d, truly %d", percentile, rate, lanes,
                                measured.getValueAtPercentile(percentile), exact)
                        .isTrue();
            }
        }
    }

    @Test
    void aClosedClientIsOffByMoreThanTenTimes() throws IOException {
        long[] truth = truth(new ConstantRate(100));
        double exact = truth[(int) Math.ceil(0.99 * truth.length) - 1] / 1e6;
        double open = run(8, new ConstantRate(100)).latency().getValueAtPercentile(99) / 1e6;
        double closed = run(1, null).latency().getValueAtPercentile(99) / 1e6;
        System.out.printf("p99 with stalls: truly %.1f ms, open loop %.1f ms, closed loop %.1f ms%n", exact, open, closed);
        assertThat(open / exact).isBetween(0.999, 1.001);
        assertThat(exact / closed).isGreaterThan(10);
    }
}
