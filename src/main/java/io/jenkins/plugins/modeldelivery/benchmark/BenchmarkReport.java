package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param operatingPoint label of the load point at which absolute gates were judged; the empty string when none is valid
 * @param idlePower watts of all GPUs before any load was sent; NaN where they do not tell
 * @param baseline what gates compared with
 */
public record BenchmarkReport(
        Envelope envelope, BenchmarkRequest request, List<LoadPoint> points, String operatingPoint, double idlePower, Baseline baseline)
        implements Report {
    /** The report's form. */
    public static final String SCHEMA = "model-delivery/benchmark/1";

    public BenchmarkReport {
        points = List.copyOf(points);
    }

    private boolean gpuSeen() {
        return points.stream().anyMatch(point -> !point.gpus().isEmpty());
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("url", request.url().getScheme() + "://" + request.url().getAuthority() + request.url().getPath());
        details.put("image", request.image().image());
        details.put("protocol", request.protocol().written());
        details.put("scenario", request.scenario().written());
        details.put("confidence", request.confidence());
        details.put("seed", request.seed());
        details.put("generators", request.generators());
        details.put("operatingPoint", operatingPoint);
        details.put("gpuSource", request.telemetry().gpu().written());
        details.put("gpuSeen", gpuSeen());
        details.put("gpuIdlePower", idlePower);
        details.put("baseline", baseline.toMap());
        details.put("points", points.stream().map(LoadPoint::toMap).toList());
        return details;
    }
}
