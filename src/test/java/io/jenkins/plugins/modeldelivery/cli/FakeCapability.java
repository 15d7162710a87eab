package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Envelope;
import io.jenkins.plugins.modeldelivery.operation.GateResult;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.operation.Workbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** A step that comes to the verdict it is told, and repeats its arguments in its report. */
public final class FakeCapability implements Capability {
    private static final Parameters PARAMETERS = Parameters.named("fakeStep")
            .choice("verdict", "PASS", List.of("PASS", "WARN", "FAIL", "INCONCLUSIVE"))
            .text("trouble", "", "none, input, surroundings, hang")
            .texts("gates", "gate", "gate")
            .texts("inputs", "input", "path")
            .integers("sizes", "rows")
            .integer("minRows", "10", "rows")
            .number("confidence", "0.95", "")
            .flag("verify", false)
            .build();

    @Override
    public Parameters parameters() {
        return PARAMETERS;
    }

    @Override
    public void check(Map<String, ?> arguments) {
        Arguments bound = PARAMETERS.bind(arguments);
        bound.useName();
        bound.integer("minRows");
        bound.number("confidence");
        bound.flag("verify");
        bound.integers("sizes");
        bound.choice("verdict", Verdict.class);
        bound.onFail();
        bound.onInconclusive();
    }

    @Override
    public Report run(Map<String, ?> arguments, Workbench bench) throws InterruptedException {
        check(arguments);
        Arguments bound = PARAMETERS.bind(arguments);
        bench.log("working in " + bench.workspace().getFileName());
        switch (bound.text("trouble")) {
            case "input" -> throw new InvalidInputException("fakeStep: inputs 'x.csv' does not exist; give one that does");
            case "surroundings" -> throw new SurroundingsException("the disk is full; free some space");
            case "hang" -> new CountDownLatch(1).await();
            default -> {}
        }
        return report(bound, bench);
    }

    private static Report report(Arguments bound, Workbench bench) {
        Verdict verdict = bound.choice("verdict", Verdict.class);
        List<GateResult> gates = bound.texts("gates").stream()
                .map(gate -> new GateResult(gate, verdict, 0.954, 0.94, Double.NaN, OptionalLong.empty(), gate + " it is"))
                .toList();
        Envelope envelope = new Envelope(
                "model-delivery/fake/1",
                bound.useName(),
                verdict,
                List.of("told to be " + verdict),
                bench.clock().instant(),
                bench.clock().instant(),
                "model-delivery",
                List.of(),
                gates);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("read", bound.texts("inputs"));
        details.put("sizes", bound.integers("sizes"));
        details.put("minRows", bound.integer("minRows"));
        details.put("confidence", bound.number("confidence"));
        details.put("verify", bound.flag("verify"));
        return new FakeReport(envelope, details);
    }

    private record FakeReport(Envelope envelope, Map<String, Object> details) implements Report {}
}
