package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.server.TritonModel;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import io.jenkins.plugins.modeldelivery.statistics.Wilson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One load point of an earlier report, read as far as comparisons need it. */
public record BaselinePoint(ReportView point) {
    /** What a page shows beside this benchmark's own points. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", point.text("label"));
        map.put("throughput", shown(point.object("throughput")));
        map.put("latency", Map.of(
                "p50", shown(point.object("latency").object("p50")), "p99", shown(point.object("latency").object("p99"))));
        map.put("energy_per_request", shown(point.object("energy_per_request")));
        return map;
    }

    private static Map<String, Object> shown(ReportView value) {
        return Map.of("value", value.number("value"), "low", value.number("low"), "high", value.number("high"));
    }

    /**
     * The subject's value with its interval; NaN where the report does not have it.
     *
     * @param model the model that is asked
     */
    Estimate value(Subject subject, String model, double confidence) {
        long successes = Math.round(point.number("requests"));
        if (subject.name().equals(BenchmarkSubjects.ERROR_RATE)) {
            long failures = Math.round(point.object("failures").sum());
            long requests = successes + failures;
            return Wilson.estimate((double) failures / requests, requests, confidence, requests);
        }
        ReportView value =
                switch (subject.name()) {
                    case BenchmarkSubjects.LATENCY,
                            BenchmarkSubjects.SERVICE,
                            BenchmarkSubjects.TTFT,
                            BenchmarkSubjects.ITL,
                            BenchmarkSubjects.TPOT -> point.object(subject.name())
                            .object(subject.toString().substring(subject.name().length() + 1));
                    case TritonModel.QUEUE_TIME, TritonModel.COMPUTE_TIME, TritonModel.BATCH_SIZE -> server(model)
                            .object(subject.name());
                    default -> point.object(subject.name());
                };
        double low = value.number("low");
        double high = value.number("high");
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return StudentInterval.unknown(value.number("value"), "none", successes);
        }
        // The one-sided bounds are not kept in a report; the two-sided ones lie outside them, which errs to the safe side.
        return new Estimate(value.number("value"), low, high, low, high, "report", successes);
    }

    private ReportView server(String model) {
        List<ReportView> models = point.object("server").objects("models");
        return models.stream()
                .filter(view -> models.size() == 1 || view.text("name").equals(model))
                .findFirst()
                .orElse(new ReportView(Map.of()));
    }
}
