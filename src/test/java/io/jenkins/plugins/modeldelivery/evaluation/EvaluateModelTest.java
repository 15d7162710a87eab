package io.jenkins.plugins.modeldelivery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.operation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step from its arguments to its report. */
class EvaluateModelTest {
    @TempDir
    private Path workspace;

    @Test
    void gatesThatHoldPassAndTheReportSaysWhatWasSeen() throws Exception {
        writeSeparable("p.csv", 2000);

        Report report = run(Map.of(
                "predictions", "p.csv", "task", "binary", "gates", List.of("roc_auc >= 0.80", "accuracy >= 0.70")));

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.toMap())
                .containsEntry("schema", "model-delivery/evaluation/1")
                .containsEntry("rows", 2000L)
                .containsEntry("task", "binary")
                .containsEntry("weightSum", null)
                .containsKeys("metrics", "undefined", "classes", "confusion", "curves", "champion", "inputs", "gates");
    }

    @Test
    void aGateThatIsShownBrokenFails() throws Exception {
        writeSeparable("p.csv", 2000);

        Report report = run(Map.of("predictions", "p.csv", "task", "binary", "gates", "accuracy >= 0.99"));

        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.envelope().reasons()).singleElement().asString().contains("accuracy");
    }

    @Test
    void aGateOnSomethingNotMeasuredIsRefused() throws Exception {
        Files.writeString(workspace.resolve("p.csv"), "label,prediction\n1,1\n0,0\n");

        assertThatThrownBy(() -> run(Map.of("predictions", "p.csv", "task", "binary", "gates", "roc_auc >= 0.9")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("roc_auc")
                .hasMessageContaining("score");
    }

    private Report run(Map<String, ?> arguments) throws InterruptedException {
        try (LocalWorkbench bench = new LocalWorkbench(
                workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return new EvaluateModel().run(new HashMap<>(arguments), bench);
        }
    }

    private void writeSeparable(String file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("label,score\n");
        for (int i = 0; i < rows; i++) {
            double score = random.nextDouble();
            text.append(random.nextDouble() < score * score * (3 - 2 * score) ? 1 : 0).append(',').append(score).append('\n');
        }
        Files.writeString(workspace.resolve(file), text);
    }
}
