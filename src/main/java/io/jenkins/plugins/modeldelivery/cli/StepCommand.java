package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.ModelStep;
import io.jenkins.plugins.modeldelivery.operation.Capability;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.ReportFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A step that is a command as well: what it does and how its report is shown. All else follows from its parameters. */
record StepCommand(Capability capability, Presentation presentation) implements ModelStep {

    /** The step's name in kebab case: {@code evaluateModel} is {@code evaluate-model}. */
    String name() {
        return Parameter.kebab(capability.parameters().step());
    }

    @Override
    public List<String> summary(Report report) {
        return VerdictTable.of(report.toMap());
    }

    @Override
    public String badge(Report report) {
        return presentation.badge(report.toMap());
    }

    @Override
    public void write(Report report, Path folder) {
        Map<String, Object> map = report.toMap();
        ReportFolder.write(folder, presentation.document(map), presentation.badge(map), presentation.files(map), map);
    }
}
