package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.operation.Verdict;
import io.jenkins.plugins.modeldelivery.report.ReportFolder;
import io.jenkins.plugins.modeldelivery.report.RunIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes example pages, for eyes that judge a change of their looks. */
public final class PageGallery {
    private PageGallery() {}

    /** @param arguments the folder to write to; {@code target/gallery} without one */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length == 0 ? "target/gallery" : arguments[0]);
        EvaluationPresentation presentation = new EvaluationPresentation();
        List<RunIndex.Entry> entries = new ArrayList<>();
        for (Map<String, Object> report : List.of(
                EvaluationExamples.binary(), EvaluationExamples.multiclass(10), EvaluationExamples.regression())) {
            String name = (String) report.get("name");
            ReportFolder.write(folder.resolve(name), presentation.document(report), presentation.badge(report), report);
            entries.add(new RunIndex.Entry(
                    name,
                    "evaluateModel",
                    Verdict.valueOf((String) report.get("verdict")),
                    presentation.badge(report),
                    name + "/index.html"));
        }
        ReportFolder.write(folder, new RunIndex("examples/Jenkinsfile", entries));
        System.out.println(folder.resolve("index.html"));
    }
}
