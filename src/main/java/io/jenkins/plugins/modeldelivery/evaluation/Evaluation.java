package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.metric.Findings;
import io.jenkins.plugins.modeldelivery.evaluation.metric.Precision;
import io.jenkins.plugins.modeldelivery.evaluation.rows.PredictionReader;
import io.jenkins.plugins.modeldelivery.gate.Exposure;
import io.jenkins.plugins.modeldelivery.gate.GateDecision;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.statistics.CompensatedSum;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of evaluateModel. */
final class Evaluation {
    private static final int ROWS_BETWEEN_CHECKS = 1 << 16;
    /** The share of the heap that sorted rows of one ranking may take up before they go to disk. */
    private static final double SORT_SHARE = 0.4;

    private final EvaluationRequest request;
    private final Workbench bench;
    private final Instant startedAt;
    private final CompensatedSum weightSum = new CompensatedSum();

    Evaluation(EvaluationRequest request, Workbench bench) {
        this.request = request;
        this.bench = bench;
        this.startedAt = bench.clock().instant();
    }

    EvaluationReport report() throws InterruptedException {
        if (request.task() == io.jenkins.plugins.modeldelivery.evaluation.rows.Task.REGRESSION || !request.champion().isEmpty()) {
            throw new io.jenkins.plugins.modeldelivery.operation.InvalidInputException("not measured yet; use task binary");
        }
        Precision precision = new Precision(
                request.confidence(), request.seed(), (long) (Runtime.getRuntime().maxMemory() * SORT_SHARE), bench.scratch());
        try (PredictionReader reader = PredictionReader.candidate(
                bench.file("predictions", request.predictions()), request.predictions(), request.format())) {
            MeasureSet measures = new MeasureSet(
                    request.task(), reader.classes(), reader.scores() > 0, reader.isWeighted(), precision);
            while (reader.next()) {
                measures.add(reader.observation());
                weightSum.add(reader.observation().weight());
                if (reader.rows() % ROWS_BETWEEN_CHECKS == 0) {
                    bench.checkCancelled();
                    bench.progress(Messages.Log_progress(request.predictions(), Long.toString(reader.rows())));
                }
            }
            return report(reader, measures.findings());
        }
    }

    private EvaluationReport report(PredictionReader reader, Findings findings) {
        MetricEvidence evidence =
                new MetricEvidence(findings, new Exposure(reader.rows(), request.minRows(), "rows", "minRows"));
        GateDecision decision = new GateDecision(evidence);
        List<GateResult> gates = request.gates().stream().map(decision::decide).toList();
        Verdict verdict = gates.stream().map(GateResult::verdict).reduce(Verdict.PASS, Verdict::worse);
        InputFile input = reader.inputFile();
        Envelope envelope = new Envelope(
                EvaluationReport.SCHEMA,
                request.name(),
                verdict,
                reasons(gates),
                startedAt,
                bench.clock().instant(),
                Tool.nameAndVersion(),
                List.of(input),
                gates);
        bench.log(Messages.Log_done(request.predictions(), Long.toString(reader.rows()), verdict));
        return new EvaluationReport(envelope, details(reader, findings));
    }

    private static List<String> reasons(List<GateResult> gates) {
        if (gates.isEmpty()) {
            return List.of(Messages.Reason_noGate());
        }
        List<String> bad =
                gates.stream().filter(gate -> gate.verdict() != Verdict.PASS).map(GateResult::reason).toList();
        return bad.isEmpty() ? List.of(Messages.Reason_allHold(gates.size())) : bad;
    }

    private Map<String, Object> details(PredictionReader reader, Findings findings) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("task", request.task().written());
        details.put("rows", reader.rows());
        details.put("weightSum", reader.isWeighted() ? weightSum.value() : null);
        details.put("confidence", request.confidence());
        details.put("threshold", request.threshold());
        details.put("positive", request.positive());
        details.put("seed", request.seed());
        details.put("metrics", metrics(findings.metrics()));
        details.put("undefined", findings.undefined());
        details.putAll(findings.details());
        details.put("champion", null);
        return details;
    }

    private static Map<String, Object> metrics(Map<String, Estimate> estimates) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        estimates.forEach((name, estimate) -> {
            Map<String, Object> metric = new LinkedHashMap<>();
            metric.put("value", estimate.value());
            metric.put("low", estimate.low());
            metric.put("high", estimate.high());
            metric.put("method", estimate.method());
            metrics.put(name, metric);
        });
        return metrics;
    }
}
