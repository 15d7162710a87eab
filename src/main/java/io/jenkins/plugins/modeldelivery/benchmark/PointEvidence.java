package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuTotals;
import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.benchmark.point.StreamFigures;
import io.jenkins.plugins.modeldelivery.benchmark.server.TritonModel;
import io.jenkins.plugins.modeldelivery.gate.Direction;
import io.jenkins.plugins.modeldelivery.gate.Evidence;
import io.jenkins.plugins.modeldelivery.gate.Exposure;
import io.jenkins.plugins.modeldelivery.gate.Margin;
import io.jenkins.plugins.modeldelivery.gate.Subject;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.statistics.Differences;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import io.jenkins.plugins.modeldelivery.statistics.Wilson;

/**
 * What gates may ask of one load point and of the same point in the baseline. A point that is not valid knows nothing, so
 * that no gate can pass on it.
 *
 * @param baseline the point of the same label in the baseline; null when there is none
 * @param model the model that is asked
 */
record PointEvidence(LoadPoint point, BaselinePoint baseline, String model, double confidence, long minRequests)
        implements Evidence {
    @Override
    public Estimate value(Subject subject) {
        return point.isValid() ? measured(subject) : unknown();
    }

    @Override
    public Estimate baseline(Subject subject) {
        return baseline == null ? unknown() : baseline.value(subject, model, confidence);
    }

    @Override
    public Estimate worsening(Subject subject, Direction direction, Margin margin) {
        Estimate now = value(subject);
        Estimate before = baseline(subject);
        int harm = direction.harm();
        double factor = margin.relative() ? 1 + harm * margin.amount() : 1;
        Estimate difference = Differences.of(now, before, factor);
        Estimate worsening = harm > 0 ? difference : difference.negated();
        return margin.relative() ? worsening : less(worsening, margin.amount());
    }

    @Override
    public Exposure exposure() {
        return new Exposure(point.isValid() ? point.successes() : 0, minRequests, "requests", "minRequests");
    }

    private Estimate measured(Subject subject) {
        return switch (subject.name()) {
            case BenchmarkSubjects.LATENCY -> point.latency().get(subject.percentile());
            case BenchmarkSubjects.SERVICE -> point.service().get(subject.percentile());
            case BenchmarkSubjects.THROUGHPUT -> point.throughput();
            case BenchmarkSubjects.GOODPUT -> point.goodput();
            case BenchmarkSubjects.TOKEN_THROUGHPUT -> stream(subject).throughput();
            case BenchmarkSubjects.TTFT -> stream(subject).firstToken().get(subject.percentile());
            case BenchmarkSubjects.ITL -> stream(subject).interToken().get(subject.percentile());
            case BenchmarkSubjects.TPOT -> stream(subject).perToken().get(subject.percentile());
            case BenchmarkSubjects.ERROR_RATE -> errorRate();
            case BenchmarkSubjects.ENERGY -> point.energyPerRequest();
            case BenchmarkSubjects.ENERGY_OF_TOKEN -> point.energyPerToken();
            case BenchmarkSubjects.POWER -> gpus().power();
            case BenchmarkSubjects.UTILIZATION -> gpus().utilization();
            case BenchmarkSubjects.MEMORY -> Estimate.exact(gpus().memoryUsed(), point.successes());
            case TritonModel.QUEUE_TIME, TritonModel.COMPUTE_TIME, TritonModel.BATCH_SIZE -> server(subject);
            default -> throw new IllegalStateException(subject.name());
        };
    }

    private StreamFigures stream(Subject subject) {
        return point.stream().orElseThrow(() -> new InvalidInputException("gates ask for '" + subject.name()
                + "', which only a stream of tokens has; use protocol 'completions' or 'chat', or remove the gate"));
    }

    private Estimate server(Subject subject) {
        return point.server()
                .flatMap(figures -> figures.model(model))
                .map(figures -> figures.judged().get(subject.name()))
                .orElseGet(this::unknown);
    }

    private Estimate errorRate() {
        long requests = point.failureCount() + point.successes();
        return Wilson.estimate(point.errorRate(), requests, confidence, requests);
    }

    private GpuTotals gpus() {
        return new GpuTotals(point.gpus());
    }

    private static Estimate less(Estimate estimate, double amount) {
        return new Estimate(
                estimate.value() - amount,
                estimate.low() - amount,
                estimate.high() - amount,
                estimate.lowerBound() - amount,
                estimate.upperBound() - amount,
                estimate.method(),
                estimate.count());
    }

    private Estimate unknown() {
        return Estimate.exact(Double.NaN, point.successes());
    }
}
