package io.jenkins.plugins.modeldelivery.benchmark.point;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuField;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSample;
import io.jenkins.plugins.modeldelivery.benchmark.latency.EncodedHistogram;
import io.jenkins.plugins.modeldelivery.benchmark.latency.LatencyRecorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a load point went on: its whole histograms, and what was seen from step to step. At most 200 steps, so that a report
 * stays small however long the load lasted. NaN where a step saw nothing.
 *
 * @param startedAt seconds since 1970
 * @param histograms by measure, as {@link EncodedHistogram} writes them
 * @param step seconds
 * @param throughput successes a second
 * @param latency mean seconds from the intended time
 * @param power watts of all GPUs together
 * @param utilization mean share of time with a kernel running over all GPUs
 */
public record PointTrace(
        double startedAt,
        Map<String, String> histograms,
        double step,
        List<Double> throughput,
        List<Double> latency,
        List<Double> power,
        List<Double> utilization) {
    private static final int MOST = 200;
    private static final double NANOS = 1e9;

    public PointTrace {
        histograms = Collections.unmodifiableMap(new LinkedHashMap<>(histograms));
        throughput = List.copyOf(throughput);
        latency = List.copyOf(latency);
        power = List.copyOf(power);
        utilization = List.copyOf(utilization);
    }

    static PointTrace of(double startedAt, LatencyRecorder recorder) {
        Map<String, String> histograms = new LinkedHashMap<>();
        histograms.put("latency", EncodedHistogram.write(recorder.latency()));
        histograms.put("service", EncodedHistogram.write(recorder.service()));
        List<double[]> windows = recorder.windows().all();
        int merged = Math.max(1, (windows.size() + MOST - 1) / MOST);
        double step = merged * recorder.windows().seconds();
        List<Double> throughput = new ArrayList<>();
        List<Double> latency = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += merged) {
            List<double[]> part = windows.subList(from, Math.min(windows.size(), from + merged));
            double count = part.stream().mapToDouble(window -> window[0]).sum();
            double nanos = part.stream().mapToDouble(window -> window[1]).sum();
            throughput.add(count / step);
            latency.add(nanos / NANOS / count);
        }
        return new PointTrace(startedAt, histograms, step, throughput, latency, List.of(), List.of());
    }

    PointTrace with(List<GpuSample> samples) {
        return new PointTrace(
                startedAt,
                histograms,
                step,
                throughput,
                latency,
                overBoards(samples, GpuField.POWER, false),
                overBoards(samples, GpuField.UTILIZATION, true));
    }

    /** Means of the boards in each step, added up or averaged; empty when no board ever tells. */
    private List<Double> overBoards(List<GpuSample> samples, GpuField field, boolean averaged) {
        Map<String, double[]> sums = new HashMap<>();
        Map<String, double[]> counts = new HashMap<>();
        int steps = throughput.size();
        for (GpuSample sample : samples) {
            int at = (int) Math.floor((sample.time() - startedAt) / step);
            if (at >= 0 && at < steps && sample.values().containsKey(field)) {
                sums.computeIfAbsent(sample.device(), any -> new double[steps])[at] += sample.get(field);
                counts.computeIfAbsent(sample.device(), any -> new double[steps])[at]++;
            }
        }
        double[] all = new double[sums.isEmpty() ? 0 : steps];
        sums.forEach((device, sum) -> Arrays.setAll(all, i -> all[i] + sum[i] / counts.get(device)[i]));
        return Arrays.stream(all).map(value -> averaged ? value / sums.size() : value).boxed().toList();
    }

    Map<String, Object> timeline() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", step);
        map.put("throughput", throughput);
        map.put("latency", latency);
        map.put("gpuPower", power);
        map.put("gpuUtilization", utilization);
        return map;
    }
}
