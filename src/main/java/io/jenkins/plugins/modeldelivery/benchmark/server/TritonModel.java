package io.jenkins.plugins.modeldelivery.benchmark.server;

import io.jenkins.plugins.modeldelivery.benchmark.metrics.Reading;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What Triton did for one model, all its versions together, by the differences of its counters. NaN stands for what the
 * server did not tell, or what its restart made unknown.
 *
 * @param requests successful ones
 * @param failures failed ones
 * @param batchSize mean inferences of one execution
 * @param queue mean seconds of a request in the queue
 * @param computeInput mean seconds of a request until its inputs were ready
 * @param computeInfer mean seconds of a request in the model
 * @param computeOutput mean seconds of a request until its outputs were out
 * @param judged what gates may ask for, by their subject: {@link #QUEUE_TIME}, {@link #COMPUTE_TIME}, {@link #BATCH_SIZE}
 */
public record TritonModel(
        String name,
        double requests,
        double failures,
        double batchSize,
        double queue,
        double computeInput,
        double computeInfer,
        double computeOutput,
        Map<String, Estimate> judged) {
    /** Mean seconds of a request in the queue. */
    public static final String QUEUE_TIME = "queue_time";

    /** Mean seconds of a request from the queue to its outputs. */
    public static final String COMPUTE_TIME = "compute_time";

    /** Mean inferences of one execution. */
    public static final String BATCH_SIZE = "batch_size";

    private static final int PARTS = 10;
    static final String PREFIX = "nv_inference_";
    private static final double MICROS = 1e-6;

    /**
     * The models that were asked during some readings. An interval is Student's over up to ten parts of equally many readings.
     *
     * @param readings in the order of time, at least two
     */
    static List<TritonModel> of(List<Reading> readings, double confidence) {
        List<List<TritonModel>> parts = new ArrayList<>();
        int steps = readings.size() - 1;
        int count = Math.min(PARTS, steps);
        for (int part = 0; part < count; part++) {
            parts.add(of(new CounterChanges(readings.get(part * steps / count), readings.get((part + 1) * steps / count))));
        }
        return of(new CounterChanges(readings.get(0), readings.get(steps))).stream()
                .map(model -> model.judged(parts, confidence))
                .toList();
    }

    private TritonModel judged(List<List<TritonModel>> parts, double confidence) {
        List<TritonModel> own = parts.stream()
                .flatMap(List::stream)
                .filter(part -> part.name().equals(name))
                .toList();
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(QUEUE_TIME, estimate(own, TritonModel::queue, confidence));
        estimates.put(COMPUTE_TIME, estimate(own, TritonModel::compute, confidence));
        estimates.put(BATCH_SIZE, estimate(own, TritonModel::batchSize, confidence));
        return new TritonModel(
                name, requests, failures, batchSize, queue, computeInput, computeInfer, computeOutput, Map.copyOf(estimates));
    }

    private Estimate estimate(List<TritonModel> parts, ToDoubleFunction<TritonModel> figure, double confidence) {
        double value = figure.applyAsDouble(this);
        double[] known = parts.stream().mapToDouble(figure).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        double variance = Arrays.stream(known).map(part -> (part - mean) * (part - mean)).sum() / (known.length - 1);
        return StudentInterval.estimate(
                value, Math.sqrt(variance / known.length), known.length - 1.0, confidence, "t over parts of the time",
                Math.round(requests));
    }

    /** Seconds from the queue to the outputs, as far as the server tells; NaN where it tells no part of it. */
    private double compute() {
        double[] known =
                DoubleStream.of(computeInput, computeInfer, computeOutput).filter(Double::isFinite).toArray();
        return known.length == 0 ? Double.NaN : Arrays.stream(known).sum();
    }

    private static List<TritonModel> of(CounterChanges changes) {
        return changes.byLabel(PREFIX + "request_success", "model").entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> of(changes, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static TritonModel of(CounterChanges changes, String model, double requests) {
        return new TritonModel(
                model,
                requests,
                change(changes, "request_failure", model),
                change(changes, "count", model) / change(changes, "exec_count", model),
                seconds(changes, "queue", model) / requests,
                seconds(changes, "compute_input", model) / requests,
                seconds(changes, "compute_infer", model) / requests,
                seconds(changes, "compute_output", model) / requests,
                Map.of());
    }

    private static double seconds(CounterChanges changes, String what, String model) {
        return change(changes, what + "_duration_us", model) * MICROS;
    }

    private static double change(CounterChanges changes, String name, String model) {
        return changes.byLabel(PREFIX + name, "model").getOrDefault(model, Double.NaN);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("requests", requests);
        map.put("failures", failures);
        map.put("batchSize", batchSize);
        map.put("queue", queue);
        map.put("computeInput", computeInput);
        map.put("computeInfer", computeInfer);
        map.put("computeOutput", computeOutput);
        judged.forEach((subject, estimate) -> {
            Map<String, Object> interval = new LinkedHashMap<>();
            interval.put("value", estimate.value());
            interval.put("low", estimate.low());
            interval.put("high", estimate.high());
            map.put(subject, interval);
        });
        return map;
    }
}
