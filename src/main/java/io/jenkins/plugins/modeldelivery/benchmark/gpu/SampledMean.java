package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of what one board showed during a load point. Its interval is Student's over up to ten parts of equal time, so it
 * says how steady the value was; neighbouring samples alone would look too sure.
 */
final class SampledMean {
    private static final int PARTS = 10;
    private static final int FEWEST_PARTS = 3;

    private SampledMean() {}

    /** The mean; NaN where no sample has the field, without an interval where the samples make fewer than three parts. */
    static Estimate of(List<GpuSample> samples, GpuField field, double confidence) {
        List<GpuSample> known =
                samples.stream().filter(sample -> Double.isFinite(sample.get(field))).toList();
        double mean = known.stream().mapToDouble(sample -> sample.get(field)).average().orElse(Double.NaN);
        double[] parts = parts(known, field);
        if (parts.length < FEWEST_PARTS) {
            return StudentInterval.unknown(mean, "none", known.size());
        }
        double middle = Arrays.stream(parts).average().orElseThrow();
        double variance = Arrays.stream(parts).map(part -> (part - middle) * (part - middle)).sum() / (parts.length - 1);
        return StudentInterval.estimate(
                mean, Math.sqrt(variance / parts.length), parts.length - 1.0, confidence, "t over parts of equal time", known.size());
    }

    private static double[] parts(List<GpuSample> known, GpuField field) {
        if (known.isEmpty()) {
            return new double[0];
        }
        double from = known.get(0).time();
        double length = (known.get(known.size() - 1).time() - from) / PARTS;
        List<List<Double>> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            parts.add(new ArrayList<>());
        }
        for (GpuSample sample : known) {
            int part = length > 0 ? (int) Math.min(PARTS - 1.0, Math.max(0, (sample.time() - from) / length)) : 0;
            parts.get(part).add(sample.get(field));
        }
        return parts.stream()
                .filter(part -> !part.isEmpty())
                .mapToDouble(part -> part.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .toArray();
    }
}
