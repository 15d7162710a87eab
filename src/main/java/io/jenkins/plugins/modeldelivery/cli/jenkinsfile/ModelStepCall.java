package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.operation.Arguments;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Consequence;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import io.jenkins.plugins.modeldelivery.operation.Parameters;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one of the suite's own steps in a build: the report is kept first, then its verdict does what the step was told. */
final class ModelStepCall {
    /** What the output folder holds beside the reports' folders. */
    private static final Set<String> TAKEN =
            Set.of("artifacts", "index.html", "report.css", "report.json", "badge.svg");

    private final ModelStep step;
    private final Build build;
    private final Arguments arguments;

    private ModelStepCall(ModelStep step, Map<String, Object> values, Build build) {
        this.step = step;
        this.build = build;
        step.capability().check(values);
        this.arguments = step.capability().parameters().bind(values);
    }

    static StepDefinition definition(ModelStep step) {
        Parameters parameters = step.capability().parameters();
        String[] names = parameters.all().stream().map(Parameter::name).toArray(String[]::new);
        return new StepDefinition(
                Signature.step(parameters.step(), "", names),
                (call, build) -> new ModelStepCall(step, call.arguments(), build).run(call.arguments()));
    }

    private Map<String, Object> run(Map<String, Object> values) throws InterruptedException {
        Capability capability = step.capability();
        String symbol = capability.parameters().step();
        String name = arguments.useName();
        if (TAKEN.contains(name)) {
            throw arguments.refused("name", name, "is a file of the run's report", "choose another name");
        }
        Path workspace = build.directory(symbol);
        build.record().reserve(symbol, name);
        RunSettings settings = build.settings();
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, build.scratch(), settings.credentials(), settings.clock(), build.logger())) {
            Report report = capability.run(values, bench.after(this::earlierReports));
            step.write(report, settings.output().resolve(name));
            build.record().publish(new PublishedReport(name, symbol, report.verdict(), step.badge(report)));
            step.summary(report).forEach(build::log);
            conclude(report, symbol + " '" + name + "'");
            return report.toMap();
        } finally {
            build.record().release(name);
        }
    }

    private List<Map<String, Object>> earlierReports() {
        return build.record().reports().stream()
                .map(report -> ReportJson.read(build.settings().output().resolve(report.name()).resolve("report.json")))
                .toList();
    }

    private void conclude(Report report, String use) {
        Verdict verdict = report.verdict();
        if (verdict == Verdict.WARN) {
            build.worsenStage(Result.UNSTABLE);
        }
        if (verdict.isGood()) {
            return;
        }
        Consequence consequence = verdict == Verdict.FAIL ? arguments.onFail() : arguments.onInconclusive();
        switch (consequence) {
            case FAILURE -> throw new Interruption(
                    Result.FAILURE,
                    use + ": " + verdict + ": " + String.join("; ", report.envelope().reasons()));
            case UNSTABLE -> {
                build.worsen(Result.UNSTABLE);
                build.worsenStage(Result.UNSTABLE);
            }
            case CONTINUE -> {}
        }
    }
}
