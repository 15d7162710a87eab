package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.benchmark.BenchmarkPresentation;
import io.jenkins.plugins.modeldelivery.benchmark.GpuBenchmark;
import io.jenkins.plugins.modeldelivery.canary.CanaryDeploy;
import io.jenkins.plugins.modeldelivery.canary.CanaryPresentation;
import io.jenkins.plugins.modeldelivery.evaluation.EvaluateModel;
import io.jenkins.plugins.modeldelivery.evaluation.EvaluationPresentation;
import io.jenkins.plugins.modeldelivery.image.BuildModelImage;
import io.jenkins.plugins.modeldelivery.image.ImagePresentation;
import io.jenkins.plugins.modeldelivery.rollback.RollbackOnAlert;
import io.jenkins.plugins.modeldelivery.rollback.RollbackPresentation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line of the suite: each step is a command, and {@code run} runs a whole Jenkinsfile. */
public final class Main {
    /** The steps that are commands. */
    static final List<StepCommand> STEPS = List.of(
            new StepCommand(new BuildModelImage(), new ImagePresentation()),
            new StepCommand(new EvaluateModel(), new EvaluationPresentation()),
            new StepCommand(new GpuBenchmark(), new BenchmarkPresentation()),
            new StepCommand(new CanaryDeploy(), new CanaryPresentation()),
            new StepCommand(new RollbackOnAlert(), new RollbackPresentation()));

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        CommandTable commands = new CommandTable(STEPS, out, err);
        int status = CtrlC.interrupts(() -> commands.execute(arguments));
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Names and reasons are UTF-8 wherever they came from, whatever the terminal's locale says. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
