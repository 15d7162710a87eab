package io.jenkins.plugins.modeldelivery.benchmark.latency;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Splits a run into quarters of a second, to see whether it was steady and how well its throughput is known. */
public final class Windows {
    private static final long WINDOW = 250_000_000L;
    private static final double PER_SECOND = 1e9 / WINDOW;
    /** Three windows are steady when the largest is at most this much above the smallest, as Triton's perf_analyzer asks. */
    private static final double STEADY = 1.1;

    private final TreeMap<Long, double[]> windows = new TreeMap<>();

    /** Notes a success, or {@code count} of what is counted. */
    void add(long done, long count, long latencyNanos) {
        double[] window = windows.computeIfAbsent(done / WINDOW, any -> new double[3]);
        window[0] += count;
        window[1] += latencyNanos;
        window[2] += (double) latencyNanos * latencyNanos;
    }

    void add(Windows other) {
        other.windows.forEach((window, values) -> {
            double[] sum = windows.computeIfAbsent(window, any -> new double[3]);
            for (int column = 0; column < sum.length; column++) {
                sum[column] += values[column];
            }
        });
    }

    /** How long a window is. */
    public double seconds() {
        return 1 / PER_SECOND;
    }

    /** Count and sum of nanoseconds of each window from the first that has any to the last, cut ones included. */
    public List<double[]> all() {
        List<double[]> all = new ArrayList<>();
        if (!windows.isEmpty()) {
            for (long window = windows.firstKey(); window <= windows.lastKey(); window++) {
                all.add(windows.getOrDefault(window, new double[2]).clone());
            }
        }
        return all;
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

    /** Whether throughput and mean latency of the three thirds of the whole windows differ by at most a tenth and chance. */
    public boolean isSteady() {
        return isSteady(whole(0).length / 3);
    }

    /** The same of the later half, which has forgotten how a run began; its thirds must last a second at least. */
    public boolean isSteadyLately() {
        int length = whole(0).length / 6;
        return length >= PER_SECOND && isSteady(length);
    }

    private boolean isSteady(int length) {
        double[] counts = thirds(0, length);
        double[] sums = thirds(1, length);
        double[] squares = thirds(2, length);
        double fewest = Arrays.stream(counts).min().orElse(0);
        if (fewest == 0) {
            return false;
        }
        double[] means = IntStream.range(0, 3).mapToDouble(i -> sums[i] / counts[i]).toArray();
        double mean = Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
        double variance = Arrays.stream(squares).sum() / Arrays.stream(counts).sum() - mean * mean;
        // By chance, counts and means of n independent requests differ with these standard deviations, relative to themselves.
        double ofCounts = Math.sqrt(2 / fewest);
        double ofMeans = mean > 0 ? ofCounts * Math.sqrt(Math.max(0, variance)) / mean : 0;
        return ratio(counts) <= STEADY + 3 * ofCounts && ratio(means) <= STEADY + 3 * ofMeans;
    }

    /** The column's sums over three times so many of the last whole windows. */
    private double[] thirds(int column, int length) {
        double[] values = whole(column);
        return IntStream.range(0, 3)
                .map(third -> values.length - (3 - third) * length)
                .mapToDouble(from -> Arrays.stream(values, from, from + length).sum())
                .toArray();
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
