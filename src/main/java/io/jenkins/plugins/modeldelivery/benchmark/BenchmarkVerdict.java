package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.gate.GateDecision;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Judges the load points. Absolute gates are judged together at one operating point: the valid point of the highest
 * throughput at which every absolute gate that asks for little (latency, errors, energy) passes, so that {@code p99 <=
 * 50ms} and {@code throughput >= 200/s} ask whether the server can do both at once. Comparisons are paired with the
 * baseline's point of the same label, and the worst of them counts.
 */
final class BenchmarkVerdict {
    private final BenchmarkRequest request;
    private final List<LoadPoint> points;
    private final Baseline baseline;

    BenchmarkVerdict(BenchmarkRequest request, List<LoadPoint> points, Baseline baseline) {
        this.request = request;
        this.points = points;
        this.baseline = baseline;
    }

    /** The operating point; the first valid one when no point passes, the first of all when none is valid. */
    LoadPoint operatingPoint() {
        List<LoadPoint> valid = points.stream().filter(LoadPoint::isValid).toList();
        return valid.stream()
                .filter(this::passesLimits)
                .max(Comparator.comparingDouble(point -> point.throughput().value()))
                .orElseGet(() -> valid.isEmpty() ? points.get(0) : valid.get(0));
    }

    List<GateResult> gates() {
        LoadPoint operating = operatingPoint();
        return request.gates().stream()
                .map(gate -> gate.condition().comparesWithBaseline() ? compared(gate) : decide(gate, operating))
                .toList();
    }

    /** Whether every gate that limits something, such as latency or errors, passes at this point. */
    boolean passesLimits(LoadPoint point) {
        return request.gates().stream()
                .filter(gate -> !gate.condition().comparesWithBaseline() && !gate.warnOnly())
                .filter(gate -> gate.direction() == Direction.LOWER_IS_BETTER)
                .allMatch(gate -> decide(gate, point).verdict() == Verdict.PASS);
    }

    private GateResult compared(Gate gate) {
        return points.stream()
                .filter(point -> baseline.points().containsKey(point.label()))
                .map(point -> decide(gate, point))
                .max(Comparator.comparing(GateResult::verdict))
                .orElseGet(() -> new GateResult(
                        gate.text(),
                        gate.warnOnly() ? Verdict.WARN : Verdict.INCONCLUSIVE,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        OptionalLong.empty(),
                        baseline.isNone() ? Messages.Gate_noBaseline() : Messages.Gate_noCommonPoint()));
    }

    private GateResult decide(Gate gate, LoadPoint point) {
        GateResult result = new GateDecision(new PointEvidence(
                        point,
                        baseline.points().get(point.label()),
                        request.model(),
                        request.confidence(),
                        request.minRequests()))
                .decide(gate);
        String reason = point.isValid()
                ? Messages.Gate_at(point.label(), result.reason())
                : Messages.Gate_invalid(point.label(), String.join("; ", point.invalid()));
        return new GateResult(
                result.gate(), result.verdict(), result.value(), result.low(), result.high(), result.needed(), reason);
    }
}
