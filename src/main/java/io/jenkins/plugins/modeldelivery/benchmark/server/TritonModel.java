package io.jenkins.plugins.modeldelivery.benchmark.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 */
public record TritonModel(
        String name,
        double requests,
        double failures,
        double batchSize,
        double queue,
        double computeInput,
        double computeInfer,
        double computeOutput) {
    private static final String PREFIX = "nv_inference_";
    private static final double MICROS = 1e-6;

    /** The models that were asked between two readings. */
    static List<TritonModel> of(CounterChanges changes) {
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
                seconds(changes, "compute_output", model) / requests);
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
        return map;
    }
}
