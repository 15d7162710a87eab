package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.StudentInterval;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One load point of an earlier report, read as far as comparisons need it. */
record BaselinePoint(ReportView point) {
    /**
     * The valid points of a report, by label.
     *
     * @throws InvalidInputException if the file is no report of a benchmark
     */
    static Map<String, BaselinePoint> read(Path file) {
        ReportView report = new ReportView(ReportJson.read(file));
        if (!report.text("schema").equals(BenchmarkReport.SCHEMA)) {
            throw new InvalidInputException("baseline '" + file.getFileName() + "' is '" + report.text("schema")
                    + "', not the report of a benchmark; name a report.json of gpuBenchmark");
        }
        Map<String, BaselinePoint> points = new LinkedHashMap<>();
        for (ReportView point : report.objects("points")) {
            if (point.isTrue("valid")) {
                points.put(point.text("label"), new BaselinePoint(point));
            }
        }
        return points;
    }

    /** The subject's value with its interval; NaN where the report does not have it. */
    Estimate value(Subject subject) {
        ReportView value =
                switch (subject.name()) {
                    case BenchmarkSubjects.LATENCY,
                            BenchmarkSubjects.SERVICE,
                            BenchmarkSubjects.TTFT,
                            BenchmarkSubjects.ITL,
                            BenchmarkSubjects.TPOT -> point.object(subject.name())
                            .object(subject.toString().substring(subject.name().length() + 1));
                    default -> point.object(subject.name());
                };
        double low = value.number("low");
        double high = value.number("high");
        long count = Math.round(point.number("requests"));
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return StudentInterval.unknown(value.number("value"), "none", count);
        }
        // The one-sided bounds are not kept in a report; the two-sided ones lie outside them, which errs to the safe side.
        return new Estimate(value.number("value"), low, high, low, high, "report", count);
    }
}
