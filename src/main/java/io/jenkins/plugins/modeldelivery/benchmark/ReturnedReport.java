package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The report of a benchmark that ran elsewhere, as it came back. */
record ReturnedReport(Envelope envelope, Map<String, Object> details) implements Report {
    private static final Set<String> OF_ENVELOPE =
            Set.of("schema", "name", "verdict", "reasons", "startedAt", "finishedAt", "tool", "inputs", "gates");

    /**
     * Reads it.
     *
     * @param paths what the user calls the files that it names
     * @throws SurroundingsException if it is no report of a benchmark
     */
    static ReturnedReport of(Map<String, Object> map, Map<String, String> paths) {
        ReportView report = new ReportView(map);
        if (!report.text("schema").equals(BenchmarkReport.SCHEMA) || report.verdict() == null) {
            throw new SurroundingsException("the load generator's report is '" + report.text("schema") + "', not '"
                    + BenchmarkReport.SCHEMA + "'; use a generatorImage of the plugin's version");
        }
        try {
            Envelope envelope = new Envelope(
                    report.text("schema"),
                    report.text("name"),
                    report.verdict(),
                    report.texts("reasons"),
                    Instant.parse(report.text("startedAt")),
                    Instant.parse(report.text("finishedAt")),
                    report.text("tool"),
                    report.objects("inputs").stream().map(input -> input(input, paths)).toList(),
                    report.objects("gates").stream().map(ReturnedReport::gate).toList());
            Map<String, Object> details = new LinkedHashMap<>(map);
            details.keySet().removeAll(OF_ENVELOPE);
            return new ReturnedReport(envelope, details);
        } catch (DateTimeException e) {
            throw new SurroundingsException("the load generator's report has no times (" + e.getMessage()
                    + "); use a generatorImage of the plugin's version", e);
        }
    }

    private static InputFile input(ReportView input, Map<String, String> paths) {
        String path = input.text("path");
        String name = path.substring(path.lastIndexOf('/') + 1);
        String unit = Double.isNaN(input.number("rows")) ? "bytes" : "rows";
        return new InputFile(paths.getOrDefault(name, path), input.text("sha256"), unit, Math.round(input.number(unit)));
    }

    private static GateResult gate(ReportView gate) {
        String needed = gate.whole("needed");
        return new GateResult(
                gate.text("gate"),
                gate.verdict() == null ? Verdict.INCONCLUSIVE : gate.verdict(),
                gate.number("value"),
                gate.number("low"),
                gate.number("high"),
                needed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(needed)),
                gate.text("reason"));
    }
}
