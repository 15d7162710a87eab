package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.JenkinsfileRun;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Outcome;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.Result;
import io.jenkins.plugins.modeldelivery.cli.jenkinsfile.RunSettings;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code run}: a Jenkinsfile outside Jenkins. */
@Command(
        name = "run",
        description = "Runs a scripted or declarative Jenkinsfile without Jenkins, to try it. What it cannot run it refuses by name.")
final class RunCommand implements Callable<Integer> {
    private final List<StepCommand> steps;
    private final PrintStream out;

    @Parameters(arity = "0..1", paramLabel = "JENKINSFILE", description = "the file to run; default ${DEFAULT-VALUE}")
    private Path jenkinsfile = Path.of("Jenkinsfile");

    @Option(names = "-p", paramLabel = "NAME=VALUE", description = "a build parameter; may be repeated")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--workspace", paramLabel = "DIR", description = "every node's workspace; default: the working directory")
    private Path workspace = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "where reports and archived files go; default ${DEFAULT-VALUE}")
    private Path output = Path.of("model-delivery-run");

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the outcome as JSON as well")
    private Path json;

    RunCommand(List<StepCommand> steps, PrintStream out) {
        this.steps = steps;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(workspace.toAbsolutePath())) {
            throw new InvalidInputException("--workspace " + workspace + " is not a folder; name one that exists");
        }
        RunSettings settings = new RunSettings(
                workspace.toAbsolutePath().normalize(),
                output.toAbsolutePath().normalize(),
                parameters,
                CredentialVariables.in(System.getenv()),
                Clock.systemUTC());
        Outcome outcome = new JenkinsfileRun(settings, steps, out).run(jenkinsfile);
        new RunPage(jenkinsfile.toString(), outcome).write(output);
        if (json != null) {
            ReportJson.write(json, outcome.toMap());
        }
        out.println(Messages.Report_at(output.resolve("index.html")));
        throwIfNotItsOwn(outcome);
        return outcome.result() == Result.SUCCESS ? ExitStatus.GOOD : ExitStatus.NOT_GOOD;
    }

    /** Bad input and broken surroundings that ended the run keep the exit status they have everywhere. */
    private static void throwIfNotItsOwn(Outcome outcome) {
        Throwable error = outcome.error().orElse(null);
        if (error instanceof InvalidInputException) {
            throw new InvalidInputException(outcome.explanation(), error);
        }
        if (error instanceof SurroundingsException) {
            throw new SurroundingsException(outcome.explanation(), error);
        }
    }
}
