package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is compared with: the report that the request names, else that of the last build in which this benchmark passed.
 *
 * @param origin says which it is; the empty string for none
 * @param startedAt when it was measured
 * @param points its valid load points, by label
 */
public record Baseline(String origin, String startedAt, Map<String, BaselinePoint> points) {
    private static final Baseline NONE = new Baseline("", "", Map.of());

    /**
     * Finds it.
     *
     * @throws InvalidInputException if the file is no report of a benchmark
     */
    static Baseline of(BenchmarkRequest request, Workbench bench) {
        if (!request.baseline().isEmpty()) {
            return of(request.baseline(), ReportJson.read(bench.file("baseline", request.baseline())));
        }
        Optional<Map<String, Object>> good = bench.lastGoodReport();
        return good.map(report -> of(Messages.Baseline_lastGood(), report)).orElse(NONE);
    }

    private static Baseline of(String origin, Map<String, ?> map) {
        ReportView report = new ReportView(map);
        if (!report.text("schema").equals(BenchmarkReport.SCHEMA)) {
            throw new InvalidInputException("baseline '" + origin + "' is '" + report.text("schema")
                    + "', not the report of a benchmark; name a report.json of gpuBenchmark");
        }
        Map<String, BaselinePoint> points = new LinkedHashMap<>();
        for (ReportView point : report.objects("points")) {
            if (point.isTrue("valid")) {
                points.put(point.text("label"), new BaselinePoint(point));
            }
        }
        return new Baseline(origin, report.text("startedAt"), points);
    }

    boolean isNone() {
        return origin.isEmpty();
    }

    /** The baseline as the report holds it: enough to show both side by side. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("origin", origin);
        map.put("startedAt", startedAt);
        map.put("points", points.values().stream().map(BaselinePoint::toMap).toList());
        return map;
    }
}
