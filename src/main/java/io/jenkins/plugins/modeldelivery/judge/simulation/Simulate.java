package io.jenkins.plugins.modeldelivery.judge.simulation;

import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.Operation;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import io.jenkins.plugins.modeldelivery.statistics.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command judge simulate: how often a plan gives a false alarm and how fast it finds a regression. */
public final class Simulate implements Capability, Operation<SimulationRequest, SimulationReport> {
    @Override
    public Parameters parameters() {
        return SimulationRequest.PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        SimulationRequest.of(arguments);
    }

    @Override
    public SimulationReport run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        return run(SimulationRequest.of(arguments), bench);
    }

    @Override
    public SimulationReport run(SimulationRequest request, Workbench bench) throws InterruptedException {
        Instant started = bench.clock().instant();
        Simulation simulation = new Simulation(request.runs(), request.seed());
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario scenario : request.scenarios()) {
            bench.checkCancelled();
            bench.progress(scenario.name());
            outcomes.add(simulation.run(scenario, "judge", () -> new JudgeRule(request.plan())));
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("checks", request.plan().checks().stream().map(check -> check.text()).toList());
        details.put("alpha", request.plan().alpha());
        details.put("runs", request.runs());
        details.put("seed", request.seed());
        details.put("outcomes", outcomes.stream().map(Outcome::toMap).toList());
        Envelope envelope = new Envelope(
                SimulationReport.SCHEMA,
                request.name(),
                verdict(outcomes.get(0), request.plan().alpha()),
                outcomes.stream().map(Simulate::sentence).toList(),
                started,
                bench.clock().instant(),
                Tool.nameAndVersion(),
                List.of(),
                List.of());
        return new SimulationReport(envelope, details);
    }

    /** PASS when false alarms are at most alpha as far as the runs can tell, FAIL when they are shown to be more. */
    private static Verdict verdict(Outcome innocent, double alpha) {
        return innocent.share().low() > alpha ? Verdict.FAIL : Verdict.PASS;
    }

    private static String sentence(Outcome outcome) {
        Estimate share = outcome.share();
        String minute = Double.isNaN(outcome.medianMinute()) ? "\u2013" : Long.toString((long) outcome.medianMinute());
        return Messages.Outcome_sentence(
                outcome.scenario(), percent(share.value()), percent(share.low()), percent(share.high()), minute, percent(outcome.sharePassed()));
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + "%";
    }
}
