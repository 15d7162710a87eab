package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.evaluation.rows.Task;
import io.jenkins.plugins.modeldelivery.gate.Exposure;
import io.jenkins.plugins.modeldelivery.gate.GateDecision;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges the gates and writes the report. */
final class Conclusion {
    /** Index of the positive class of a binary task. */
    private static final int POSITIVE = 1;

    private final EvaluationRequest request;
    private final Outcome outcome;

    Conclusion(EvaluationRequest request, Outcome outcome) {
        this.request = request;
        this.outcome = outcome;
    }

    EvaluationReport report(Instant startedAt, Instant finishedAt) {
        List<GateResult> gates = decided();
        Verdict verdict = gates.stream().map(GateResult::verdict).reduce(Verdict.PASS, Verdict::worse);
        Envelope envelope = new Envelope(
                EvaluationReport.SCHEMA,
                request.name(),
                verdict,
                reasons(gates),
                startedAt,
                finishedAt,
                Tool.nameAndVersion(),
                outcome.inputs(),
                gates);
        return new EvaluationReport(envelope, details());
    }

    private List<GateResult> decided() {
        Outcome.Champion champion = outcome.champion();
        GateDecision decision = new GateDecision(new MetricEvidence(
                outcome.findings().metrics(),
                champion == null ? Map.of() : champion.findings().metrics(),
                champion == null ? null : champion.comparisons(),
                new Exposure(outcome.rows(), request.minRows(), "rows", "minRows")));
        return request.gates().stream().map(decision::decide).toList();
    }

    private static List<String> reasons(List<GateResult> gates) {
        if (gates.isEmpty()) {
            return List.of(Messages.Reason_noGate());
        }
        List<String> bad =
                gates.stream().filter(gate -> gate.verdict() != Verdict.PASS).map(GateResult::reason).toList();
        return bad.isEmpty() ? List.of(Messages.Reason_allHold(Integer.toString(gates.size()))) : bad;
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("task", request.task().written());
        details.put("rows", outcome.rows());
        details.put("weightSum", outcome.weightSum());
        details.put("confidence", request.confidence());
        boolean binary = request.task() == Task.BINARY;
        details.put("threshold", binary ? request.threshold() : null);
        details.put("positive", binary ? outcome.shape().classes().names().get(POSITIVE) : null);
        details.put("seed", request.seed());
        details.put("metrics", metrics(outcome.findings().metrics()));
        details.put("undefined", outcome.findings().undefined());
        details.putAll(outcome.findings().details());
        details.put("champion", outcome.champion() == null ? null : champion(outcome.champion()));
        return details;
    }

    private static Map<String, Object> champion(Outcome.Champion champion) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", champion.path());
        map.put("rows", champion.rows());
        map.put("metrics", metrics(champion.findings().metrics()));
        map.put("differences", metrics(champion.comparisons().differences()));
        map.putAll(champion.comparisons().details());
        map.put("curves", champion.findings().details().get("curves"));
        return map;
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
