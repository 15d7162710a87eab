package io.jenkins.plugins.modeldelivery.jenkins.page;

import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkPresentation;
import io.jenkins.plugins.modeldelivery.canary.CanaryPresentation;
import io.jenkins.plugins.modeldelivery.evaluation.EvaluationPresentation;
import io.jenkins.plugins.modeldelivery.image.ImagePresentation;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.Document;
import io.jenkins.plugins.modeldelivery.report.EnvelopeBlocks;
import io.jenkins.plugins.modeldelivery.report.Presentation;
import io.jenkins.plugins.modeldelivery.report.Presentations;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import io.jenkins.plugins.modeldelivery.report.VerdictText;
import io.jenkins.plugins.modeldelivery.rollback.RollbackPresentation;
import java.util.List;
import java.util.Map;

/**
 * How each kind of report is shown in Jenkins. One that this version does not know, say after the plugin went back to an
 * older version, is shown by what all reports share.
 */
final class KnownReports {
    private static final Presentations PRESENTATIONS = new Presentations(List.of(
            new BenchmarkPresentation(),
            new CanaryPresentation(),
            new EvaluationPresentation(),
            new ImagePresentation(),
            new RollbackPresentation()));

    private KnownReports() {}

    static Presentation presentation(Map<String, Object> report) {
        try {
            return PRESENTATIONS.of(report);
        } catch (InvalidInputException unknown) {
            return new EnvelopeOnly(new ReportView(report).text("schema"));
        }
    }

    private record EnvelopeOnly(String schema) implements Presentation {
        @Override
        public Document document(Map<String, Object> report) {
            ReportView view = new ReportView(report);
            return new Document(
                    view.text("name"),
                    EnvelopeBlocks.when(view),
                    view.verdict(),
                    view.texts("reasons"),
                    List.of(EnvelopeBlocks.gates(view), EnvelopeBlocks.inputs(view)));
        }

        @Override
        public String badge(Map<String, Object> report) {
            Verdict verdict = new ReportView(report).verdict();
            return verdict == null ? schema : VerdictText.word(verdict);
        }
    }
}
