package io.jenkins.plugins.modeldelivery.evaluation;

import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Runs the step in a folder, as a door would. */
final class Bench {
    private Bench() {}

    static Report run(Path workspace, Map<String, ?> arguments) throws InterruptedException {
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, workspace.resolve("tmp"), Map.of(), Clock.systemUTC(), line -> {})) {
            return new EvaluateModel().run(arguments, bench);
        }
    }
}
