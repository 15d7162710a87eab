package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Splits a run into quarters of a second, to see whether it was steady and how well its throughput is known. */
public final class Windows {
    private static final long WINDOW = 250_000_000L;
    private static final double PER_SECOND = 1e9 / WINDOW;
    /** Three windows are steady when the largest is at most this much above the smallest, as Triton's perf_analyzer asks. */
    private static final double STEADY = 1.1;

    private final TreeMap<Long, double[]> windows = new TreeMap<>();

    /** Notes a success. */
    void add(long done, long latencyNanos) {
        double[] window = windows.computeIfAbsent(done / WINDOW, any -> new double[2]);
        window[0]++;
        window[1] += latencyNanos;
    }

    void add(Windows other) {
        other.windows.forEach((window, values) -> {
            double[] sum = windows.computeIfAbsent(window, any -> new double[2]);
            sum[0] += values[0];
            sum[1] += values[1];
        });
    }

    /** Successes in each whole window: the first and the last, which are cut, are left out. */
    public double[] counts() {
        return whole(0);
    }

    /**
     * Requests a second, with Student's interval over whole windows.
     *
     * @param total all successes of the run
     * @param duration of the run in seconds
     */
    public Estimate throughput(long total, double duration, double confidence) {
        double[] counts = counts();
        double mean = Arrays.stream(counts).average().orElse(Double.NaN);
        double variance = Arrays.stream(counts).map(count -> (count - mean) * (count - mean)).sum() / (counts.length - 1);
        double error = PER_SECOND * Math.sqrt(variance / counts.length);
        return StudentInterval.estimate(
                total / duration, error, counts.length - 1.0, confidence, "t over quarters of a second", total);
    }

    /** Whether throughput and mean latency of the last three thirds of the whole windows differ by at most a tenth. */
    public boolean isSteady() {
        double[] counts = counts();
        double[] sums = whole(1);
        int length = counts.length / 3;
        if (length == 0) {
            return false;
        }
        double[] rates = new double[3];
        double[] means = new double[3];
        for (int third = 0; third < 3; third++) {
            int from = counts.length - (3 - third) * length;
            rates[third] = IntStream.range(from, from + length).mapToDouble(i -> counts[i]).sum();
            means[third] = IntStream.range(from, from + length).mapToDouble(i -> sums[i]).sum() / rates[third];
        }
        return ratio(rates) <= STEADY && ratio(means) <= STEADY;
    }

    private static double ratio(double[] values) {
        double smallest = Arrays.stream(values).min().orElseThrow();
        return smallest > 0 ? Arrays.stream(values).max().orElseThrow() / smallest : Double.POSITIVE_INFINITY;
    }

    private double[] whole(int column) {
        if (windows.size() < 3) {
            return new double[0];
        }
        double[] values = new double[(int) (windows.lastKey() - windows.firstKey()) - 1];
        windows.subMap(windows.firstKey(), false, windows.lastKey(), false)
                .forEach((window, pair) -> values[(int) (window - windows.firstKey()) - 1] = pair[column]);
        return values;
    }
}
