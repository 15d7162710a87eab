package io.jenkins.plugins.modeldelivery.cli;

import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.LocalWorkbench;
import io.jenkins.plugins.modeldelivery.operation.Parameter;
import io.jenkins.plugins.modeldelivery.operation.Report;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One call of a step's command. Its options are made from the step's parameters, so that the two cannot differ. */
final class StepInvocation implements Callable<Integer> {
    private static final String CONFIG = "--config";
    private static final String JSON = "--json";
    private static final String REPORT = "--report";

    private final StepCommand command;
    private final PrintStream out;
    private final PrintStream err;
    private final CommandSpec spec;

    private StepInvocation(StepCommand command, PrintStream out, PrintStream err) {
        this.command = command;
        this.out = out;
        this.err = err;
        this.spec = CommandSpec.wrapWithoutInspection(this);
    }

    /** The command as picocli wants it. */
    static CommandSpec spec(StepCommand command, PrintStream out, PrintStream err) {
        CommandSpec spec = new StepInvocation(command, out, err).spec;
        spec.name(command.name());
        spec.usageMessage()
                .sortOptions(false)
                .sortSynopsis(false)
                .description("Runs the step " + command.capability().parameters().step()
                        + " here. The options are its parameters.");
        for (Parameter parameter : command.capability().parameters().all()) {
            spec.addOption(option(parameter));
        }
        spec.addOption(file(CONFIG, "FILE", "YAML with any of the parameters, named as in a Jenkinsfile; options win"));
        spec.addOption(file(JSON, "FILE", "where to write the report as JSON"));
        spec.addOption(file(REPORT, "DIR", "where to write the report as a page: index.html, report.json, badge.svg"));
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        ParseResult given = spec.commandLine().getParseResult();
        Map<String, Object> arguments = arguments(given);
        command.capability().check(arguments);
        Report report = run(arguments);
        Path json = given.matchedOptionValue(JSON, null);
        if (json != null) {
            ReportJson.write(json, report.toMap());
        }
        Path folder = given.matchedOptionValue(REPORT, null);
        if (folder != null) {
            command.write(report, folder);
        }
        command.summary(report).forEach(out::println);
        if (folder != null) {
            out.println(Messages.Report_at(folder.resolve("index.html")));
        }
        return ExitStatus.of(report.verdict());
    }

    private Report run(Map<String, Object> arguments) throws InterruptedException {
        Path workspace = Path.of("").toAbsolutePath();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Function<String, Credential> credentials = CredentialVariables.in(System.getenv());
        try (LocalWorkbench bench =
                new LocalWorkbench(workspace, temporary, credentials, Clock.systemUTC(), err::println)) {
            return command.capability().run(arguments, bench);
        }
    }

    private Map<String, Object> arguments(ParseResult given) {
        Path config = given.matchedOptionValue(CONFIG, null);
        Map<String, Object> arguments =
                new LinkedHashMap<>(config == null ? Map.of() : ConfigurationFile.read(config));
        for (Parameter parameter : command.capability().parameters().all()) {
            Object value = given.matchedOptionValue(parameter.option(), null);
            if (value != null) {
                arguments.put(parameter.name(), value);
            }
        }
        return arguments;
    }

    private static OptionSpec option(Parameter parameter) {
        OptionSpec.Builder option = parameter.singular().isEmpty()
                ? OptionSpec.builder(parameter.option())
                : OptionSpec.builder(parameter.option(), "--" + parameter.singular());
        option.description(description(parameter));
        if (parameter.isList()) {
            return option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel("VALUE").build();
        }
        if (parameter.type() == Parameter.Type.FLAG) {
            return option.type(String.class).arity("0..1").fallbackValue("true").paramLabel("true|false").build();
        }
        return option.type(String.class).arity("1").paramLabel("VALUE").build();
    }

    private static OptionSpec file(String name, String label, String description) {
        return OptionSpec.builder(name).type(Path.class).arity("1").paramLabel(label).description(description).build();
    }

    /** What the definition says of a parameter, such as {@code rows; default 100}. */
    private static String description(Parameter parameter) {
        StringBuilder text = new StringBuilder(parameter.unit());
        append(text, String.join(" | ", parameter.choices()));
        append(text, parameter.isList() ? "may be repeated" : "");
        append(text, parameter.required() ? "required" : "");
        append(text, parameter.defaultValue().isEmpty() ? "" : "default " + parameter.defaultValue());
        return text.toString().replace("%", "%%");
    }

    private static void append(StringBuilder text, String part) {
        if (!part.isEmpty()) {
            text.append(text.isEmpty() ? "" : "; ").append(part);
        }
    }
}
