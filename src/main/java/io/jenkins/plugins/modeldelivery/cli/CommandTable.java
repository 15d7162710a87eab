package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.operation.Tool;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands, and what holds for every one of them: help, version, one-line errors and exit statuses. */
final class CommandTable {
    private static final String DEBUG = "--debug";

    private final CommandLine root;
    private final PrintStream err;

    CommandTable(List<StepCommand> steps, PrintStream out, PrintStream err) {
        this.err = err;
        CommandSpec program = CommandSpec.create().name("model-delivery");
        program.usageMessage().description("Takes a trained model from a commit to safe production traffic.");
        for (StepCommand step : steps) {
            program.addSubcommand(step.name(), everywhere(StepInvocation.spec(step, out, err)));
        }
        CommandSpec judge = everywhere(JudgeCommand.replay(out, err));
        judge.addSubcommand("simulate", everywhere(JudgeCommand.simulate(out, err)));
        program.addSubcommand("judge", judge);
        program.addSubcommand("run", everywhere(CommandSpec.forAnnotatedObject(new RunCommand(steps, out))));
        program.addSubcommand(
                "proxy", everywhere(CommandSpec.forAnnotatedObject(new ProxyCommand(out, System.getenv()))));
        program.addSubcommand(
                "benchmark-job", everywhere(CommandSpec.forAnnotatedObject(new BenchmarkJobCommand(out))));
        this.root = new CommandLine(everywhere(program))
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((error, arguments) -> usage(error))
                .setExecutionExceptionHandler((error, command, parsed) -> failed(error, parsed));
    }

    /** Runs the command and returns its exit status. */
    int execute(String... arguments) {
        try {
            return root.execute(arguments);
        } catch (OutOfMemoryError e) {
            err.println("the memory is used up; give Java more, as in java -Xmx4g -jar model-delivery-cli.jar");
            return ExitStatus.SURROUNDINGS;
        }
    }

    private static CommandSpec everywhere(CommandSpec spec) {
        return spec.version(Tool.nameAndVersion())
                .addOption(flag("--help", "shows this help").usageHelp(true).build())
                .addOption(flag("--version", "shows the version").versionHelp(true).build())
                .addOption(flag(DEBUG, "adds the stack trace to an error").build());
    }

    private static OptionSpec.Builder flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).arity("0").description(description);
    }

    private int usage(ParameterException error) {
        String command = error.getCommandLine().getCommandSpec().qualifiedName(" ");
        err.println(oneLine(error.getMessage()) + "; see " + command + " --help");
        return ExitStatus.INVALID_INPUT;
    }

    private int failed(Exception error, ParseResult parsed) {
        boolean explained = error instanceof InvalidInputException || error instanceof SurroundingsException;
        if (error instanceof InterruptedException) {
            err.println("cancelled");
        } else if (explained) {
            err.println(oneLine(error.getMessage()));
        } else {
            err.println("a defect of this program: " + oneLine(error.toString()) + "; run it again with --debug and report it");
        }
        if (isDebug(parsed)) {
            trace(error);
        }
        return ExitStatus.of(error);
    }

    private void trace(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            err.println(cause);
            for (StackTraceElement frame : cause.getStackTrace()) {
                err.println("\tat " + frame);
            }
        }
    }

    private static boolean isDebug(ParseResult parsed) {
        for (ParseResult at = parsed; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
            if (at.hasMatchedOption(DEBUG)) {
                return true;
            }
        }
        return false;
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}
