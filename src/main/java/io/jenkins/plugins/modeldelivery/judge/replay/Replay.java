package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.judge.CheckResult;
import io.jenkins.plugins.modeldelivery.judge.Judge;
import io.jenkins.plugins.modeldelivery.judge.Judgement;
import io.jenkins.plugins.modeldelivery.judge.Observation;
import io.jenkins.plugins.modeldelivery.judge.kayenta.CanaryConfig;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaJudge;
import io.jenkins.plugins.modeldelivery.judge.kayenta.KayentaJudgement;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Operation;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command judge: recorded series of stable and canary in, a verdict with its reasons out. */
public final class Replay implements Capability, Operation<ReplayRequest, ReplayReport> {
    private static final double SECONDS_PER_MINUTE = 60;

    @Override
    public Parameters parameters() {
        return ReplayRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        ReplayRequest.of(arguments);
    }

    @Override
    public ReplayReport run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return run(ReplayRequest.of(arguments), bench);
    }

    @Override
    public ReplayReport run(ReplayRequest request, Workbench bench) throws InterruptedException {
        Instant started = bench.clock().instant();
        Series stable = SeriesReader.read(bench.file("stable", request.stable()), request.stable())
                .skipping(request.skipped());
        Series canary = SeriesReader.read(bench.file("canary", request.canary()), request.canary())
                .skipping(request.skipped());
        Outcome outcome = request.method() == ReplayRequest.Method.SEQUENTIAL
                ? sequential(request, stable, canary, bench)
                : kayenta(request, stable, canary, bench);
        Envelope envelope = new Envelope(
                ReplayReport.SCHEMA,
                request.name(),
                outcome.verdict,
                outcome.reasons,
                started,
                bench.clock().instant(),
                Tool.nameAndVersion(),
                List.of(stable.file(), canary.file()),
                outcome.gates);
        return new ReplayReport(envelope, outcome.details);
    }

    /** What either judge leaves for the report. */
    private record Outcome(Verdict verdict, List<String> reasons, List<GateResult> gates, Map<String, Object> details) {}

    private static Outcome sequential(ReplayRequest request, Series stable, Series canary, Workbench bench)
            throws InterruptedException {
        refuseMissing(request, canary);
        if (request.plan().checks().stream().anyMatch(check -> check.condition().comparesWithBaseline())) {
            refuseMissing(request, stable);
        }
        Judgement judgement = judged(request, stable, canary, bench);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("judge", "sequential");
        details.put("alpha", request.plan().alpha());
        details.put("minRequests", request.plan().minRequests());
        details.put("decidedAt", judgement.decidedAt());
        details.put("minutesToDecision", (judgement.decidedAt() - canary.rows().get(0).time()) / SECONDS_PER_MINUTE + 1);
        details.put("canaryRequests", judgement.canaryRequests());
        details.put("checks", judgement.checks().stream().map(CheckResult::toMap).toList());
        details.put("notices", judgement.notices());
        List<GateResult> gates = judgement.checks().stream().map(CheckResult::result).toList();
        List<String> reasons = new ArrayList<>();
        gates.forEach(gate -> reasons.add(gate.gate() + ": " + gate.reason()));
        reasons.addAll(judgement.notices());
        return new Outcome(judgement.verdict(), reasons, gates, details);
    }

    private static void refuseMissing(ReplayRequest request, Series series) {
        request.plan().missingColumns(series.columns()).ifPresent(missing -> {
            throw new InvalidInputException(series.file().path() + " " + missing);
        });
    }

    private static Judgement judged(ReplayRequest request, Series stable, Series canary, Workbench bench)
            throws InterruptedException {
        Alignment alignment = new Alignment(stable, canary, request.canaryShare());
        if (alignment.leftOut() > 0) {
            bench.log(alignment.leftOut() + " rows of " + request.stable() + " lie beside no row of the canary and are left out");
        }
        Judge judge = new Judge(request.plan());
        for (Observation observation : alignment.observations()) {
            bench.checkCancelled();
            judge.observe(observation);
            if (judge.verdict() == Verdict.FAIL) {
                break;
            }
        }
        return judge.judgement();
    }

    private static Outcome kayenta(ReplayRequest request, Series stable, Series canary, Workbench bench) {
        CanaryConfig config = CanaryConfig.of(ReportJson.read(bench.file("kayentaConfig", request.kayentaConfig())));
        boolean fixed = request.method() == ReplayRequest.Method.KAYENTA_FIXED;
        MetricValues control = new MetricValues(stable, canary.rows().get(0).time());
        MetricValues experiment = new MetricValues(canary, Double.NEGATIVE_INFINITY);
        KayentaJudgement judgement = new KayentaJudge(config, fixed).judge(control::of, experiment::of);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("judge", fixed ? "kayenta-fixed" : "kayenta");
        details.put("decidedAt", canary.rows().get(canary.rows().size() - 1).time());
        details.put("kayenta", judgement.toMap());
        List<String> reasons = new ArrayList<>();
        reasons.add(Messages.Kayenta_score(judgement.classification(), Double.toString(judgement.scores().summary())));
        if (!judgement.scores().reason().isEmpty()) {
            reasons.add(judgement.scores().reason());
        }
        judgement.metrics().stream().map(metric -> metric.reason()).filter(reason -> !reason.isEmpty()).forEach(reasons::add);
        return new Outcome(judgement.verdict(), reasons, List.of(), details);
    }
}
