package io.jenkins.plugins.modeldelivery.benchmark;

import io.jenkins.plugins.modeldelivery.benchmark.container.ContainerServer;
import io.jenkins.plugins.modeldelivery.benchmark.gpu.GpuSource;
import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.benchmark.point.PointRunner;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Addressee;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.InputText;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.RequestBodies;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Target;
import io.jenkins.plugins.modeldelivery.benchmark.protocol.Targets;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.LoadPlan;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.PointPlan;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.RateSearch;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.Scenario;
import io.jenkins.plugins.modeldelivery.benchmark.scenario.TraceTimes;
import io.jenkins.plugins.modeldelivery.benchmark.telemetry.PointWatch;
import io.jenkins.plugins.modeldelivery.benchmark.telemetry.Telemetry;
import io.jenkins.plugins.modeldelivery.gate.Gate;
import io.jenkins.plugins.modeldelivery.http.Authorization;
import io.jenkins.plugins.modeldelivery.http.Outbound;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One run of gpuBenchmark. */
final class Benchmark {
    private static final Set<Double> PERCENTILES = Set.of(50.0, 90.0, 95.0, 99.0, 99.9, 99.99);

    private final BenchmarkRequest request;
    private final Workbench bench;
    private final Instant startedAt;
    private final List<InputFile> inputs = new ArrayList<>();
    private double idlePower = Double.NaN;

    Benchmark(BenchmarkRequest request, Workbench bench) {
        this.request = request;
        this.bench = bench;
        this.startedAt = bench.clock().instant();
    }

    BenchmarkReport report() throws InterruptedException {
        Baseline baseline = Baseline.of(request, bench);
        if (baseline.isNone() && request.compares()) {
            bench.log(Messages.Log_noBaseline());
        }
        if (!request.image().isGiven()) {
            return report(request.url(), baseline);
        }
        boolean gpus = request.telemetry().gpu().isUsable();
        try (ContainerServer server = ContainerServer.start(
                request.image(), request.url(), request.protocol().readyPath(request.model()), gpus, bench)) {
            return report(server.url(), baseline);
        }
    }

    private BenchmarkReport report(URI url, Baseline baseline) throws InterruptedException {
        Target target = target(url);
        List<PointPlan> plans = plans(target);
        Telemetry telemetry = new Telemetry(request.telemetry(), outbound(), request.confidence(), bench);
        idlePower = telemetry.idlePower(bench);
        PointRunner runner = new PointRunner(
                target,
                request.requestTimeout().toMillis() / 1e3,
                request.confidence(),
                percentiles(),
                request.slos(),
                request.generators(),
                bench);
        warmUp(runner, plans.get(0));
        List<LoadPoint> points = new ArrayList<>();
        if (request.scenario() == Scenario.SEARCH) {
            BenchmarkVerdict limits = new BenchmarkVerdict(request, points, baseline);
            RateSearch.run(plans, plan -> {
                points.add(measure(runner, plan, telemetry));
                return limits.passesLimits(points.get(points.size() - 1));
            });
            points.sort(Comparator.comparingDouble(LoadPoint::rate));
        } else {
            for (PointPlan plan : plans) {
                points.add(measure(runner, plan, telemetry));
            }
        }
        return report(points, new BenchmarkVerdict(request, points, baseline), baseline);
    }

    private List<PointPlan> plans(Target target) {
        return new LoadPlan(
                        request.scenario(),
                        request.rates(),
                        request.concurrency(),
                        request.burst(),
                        request.duration().toMillis() / 1e3,
                        request.seed(),
                        trace(),
                        target.requestCount())
                .points();
    }

    private long[] trace() {
        if (request.trace().isEmpty()) {
            return new long[0];
        }
        InputText read = InputText.read("trace", bench.file("trace", request.trace()), request.trace());
        inputs.add(read.inputFile());
        return TraceTimes.parse(read.text(), request.trace());
    }

    private void warmUp(PointRunner runner, PointPlan plan) throws InterruptedException {
        double limit = request.warmup().toMillis() / 1e3;
        if (!runner.warmUp(plan, limit) && limit > 0) {
            bench.log(Messages.Log_unsteady(request.warmup().toSeconds()));
        }
    }

    private LoadPoint measure(PointRunner runner, PointPlan plan, Telemetry telemetry) throws InterruptedException {
        LoadPoint point;
        try (PointWatch watch = telemetry.watch()) {
            point = watch.seen(runner.run(plan));
        }
        bench.log(Messages.Log_point(
                plan.label(),
                Long.toString(point.successes()),
                Long.toString(point.failureCount()),
                point.isValid() ? Messages.Log_valid() : Messages.Log_invalid(String.join("; ", point.invalid()))));
        return point;
    }

    private BenchmarkReport report(List<LoadPoint> points, BenchmarkVerdict judge, Baseline baseline) {
        if (request.telemetry().gpu() != GpuSource.NONE && points.stream().allMatch(point -> point.gpus().isEmpty())) {
            bench.log(Messages.Log_noGpu());
        }
        List<GateResult> gates = judge.gates();
        boolean anyValid = points.stream().anyMatch(LoadPoint::isValid);
        Verdict verdict = gates.stream()
                .map(GateResult::verdict)
                .reduce(anyValid ? Verdict.PASS : Verdict.INCONCLUSIVE, Verdict::worse);
        Envelope envelope = new Envelope(
                BenchmarkReport.SCHEMA,
                request.name(),
                verdict,
                reasons(gates, points),
                startedAt,
                bench.clock().instant(),
                Tool.nameAndVersion(),
                inputs,
                gates);
        String operating = anyValid ? judge.operatingPoint().label() : "";
        return new BenchmarkReport(envelope, request, points, operating, idlePower, baseline);
    }

    private static List<String> reasons(List<GateResult> gates, List<LoadPoint> points) {
        List<String> reasons = new ArrayList<>();
        gates.stream()
                .filter(gate -> gate.verdict() != Verdict.PASS)
                .forEach(gate -> reasons.add(gate.gate() + ": " + gate.reason()));
        points.stream()
                .filter(point -> !point.isValid())
                .forEach(point -> reasons.add(Messages.Gate_invalid(point.label(), String.join("; ", point.invalid()))));
        if (reasons.isEmpty()) {
            reasons.add(gates.isEmpty() ? Messages.Reason_noGates() : Messages.Reason_allHold());
        }
        return reasons.stream().distinct().toList();
    }

    private Target target(URI url) throws InterruptedException {
        List<byte[]> lines = List.of();
        if (!request.data().isEmpty()) {
            RequestBodies read = RequestBodies.read(bench.file("data", request.data()), request.data(), bench);
            inputs.add(read.inputFile());
            lines = read.bodies();
        }
        String body = request.body().isEmpty() ? "" : template();
        return new Targets(addressee(url)).target(request.method(), request.headers(), body, request.expect(), lines);
    }

    private Outbound outbound() {
        Outbound outbound = Outbound.of(bench);
        return request.caCredentialsId().isEmpty()
                ? outbound
                : outbound.trusting(bench.credential(request.caCredentialsId()).secret());
    }

    private Addressee addressee(URI url) {
        Outbound outbound = outbound();
        if (!request.image().isGiven()) {
            outbound.destinations().check(url);
        }
        String authorization = request.credentialsId().isEmpty()
                ? ""
                : Authorization.of(bench.credential(request.credentialsId()));
        return new Addressee(url, request.protocol(), request.model(), authorization, outbound.tls());
    }

    private String template() {
        InputText read = InputText.read("body", bench.file("body", request.body()), request.body());
        inputs.add(read.inputFile());
        return read.text();
    }

    private Set<Double> percentiles() {
        Set<Double> percentiles = new TreeSet<>(PERCENTILES);
        for (Gate gate : request.gates()) {
            if (gate.subject().hasPercentile()) {
                percentiles.add(gate.subject().percentile());
            }
        }
        return percentiles;
    }
}
