package io.jenkins.plugins.modeldelivery.cli.jenkinsfile;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Outcome.StageOutcome;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Runs a Jenkinsfile outside Jenkins, from its text to its result. */
public final class JenkinsfileRun {
    private final RunSettings settings;
    private final StepCatalog catalog;
    private final PrintStream out;

    public JenkinsfileRun(RunSettings settings, Collection<? extends ModelStep> modelSteps, PrintStream out) {
        this.settings = settings;
        this.catalog = new StepCatalog(modelSteps);
        this.out = out;
    }

    /**
     * Runs the file on the calling thread; interrupting it aborts the run, which still does what post sections ask for.
     *
     * @throws InvalidInputException if the file cannot be read, is not Groovy, or holds what is not supported
     */
    public Outcome run(Path file) {
        String text = read(file);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (LocalWorkbench bench =
                        new LocalWorkbench(settings.workspace(), temporary, settings.credentials(), settings.clock(), out::println);
                Build build = new Build(settings, catalog, bench.scratch(), out)) {
            return run(new JenkinsfileCompiler(catalog).compile(text, build), build);
        }
    }

    private Outcome run(JenkinsfileScript script, Build build) {
        Instant startedAt = settings.clock().instant();
        Throwable[] error = new Throwable[1];
        build.start(() -> {
            try {
                if (!script.isDeclarative()) {
                    BuildParameters.take(build);
                }
                script.run();
            } catch (Throwable thrown) {
                error[0] = build.causeOf(thrown);
                build.logFailure(error[0]);
                build.worsen(Failures.resultOf(error[0]));
            }
        });
        BuildRecord record = build.record();
        Result result = record.result() == null ? Result.SUCCESS : record.result();
        out.println(Messages.Run_finished(result.name()));
        if (record.refusal() != null) {
            error[0] = record.refusal();
        }
        List<StageOutcome> stages = record.stages().stream().map(JenkinsfileRun::outcome).toList();
        return new Outcome(
                result,
                Optional.ofNullable(error[0]),
                startedAt,
                settings.clock().instant(),
                stages,
                record.reports(),
                record.artifacts());
    }

    private static StageOutcome outcome(Stage stage) {
        return new StageOutcome(
                stage.name(), stage.depth(), stage.result(), stage.isSkipped(), stage.duration().toMillis() / 1000.0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "run: " + file + " cannot be read (" + e.getClass().getSimpleName() + "); give the path of a Jenkinsfile", e);
        }
    }
}
